"""政府信息公开申请表: what stands on it (第二十九条), as a Word document and as PDF."""
