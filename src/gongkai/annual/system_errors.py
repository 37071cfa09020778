"""Why the operating system refused, said in Chinese: its own words are English or in the locale's language."""

from __future__ import annotations

import errno

__all__ = ["reason_of"]

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹，请检查路径",
    errno.ENOTDIR: "没有这个文件或文件夹，请检查路径",
    errno.EACCES: "没有权限，请检查文件和文件夹的权限",
    errno.EPERM: "没有权限，请检查文件和文件夹的权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称太长，请改短",
    errno.ELOOP: "链接绕成了圈，请改用实际的文件",
    errno.ENOSPC: "磁盘已满，请腾出空间再试",
    errno.EDQUOT: "用完了分配的磁盘空间，请腾出空间再试",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EROFS: "这个位置只能读、不能写，请换一个位置",
    errno.EIO: "读写出错，请检查磁盘或网络",
    errno.ENXIO: "这不是能读取的文件",
    errno.EMFILE: "同时打开的文件太多，请减小 --jobs 再试",
    errno.ENFILE: "同时打开的文件太多，请减小 --jobs 再试",
    errno.ENOMEM: "内存不足",
    errno.ESTALE: "网络文件夹已断开，请重新连接再试",
    errno.ETIMEDOUT: "等待超时，请检查网络",
}


def reason_of(error: OSError) -> str:
    """Why an operation on a file failed, a Chinese phrase; the system's own words where there is no other."""
    return _REASONS.get(error.errno or 0) or f"系统不允许（{error.strerror or error}）"
