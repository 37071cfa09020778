"""The tree of public bodies: a county, its departments, its towns, and their villages as units."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError
from treebeard.mp_tree import MP_Node

from gongkai.statute import duties


class BodyLevel(models.TextChoices):
    """The levels of the statute, word for word, and the village, which is a unit of its town and no body."""

    CITY = duties.BodyLevel.CITY.value, duties.BodyLevel.CITY.label
    COUNTY = duties.BodyLevel.COUNTY.value, duties.BodyLevel.COUNTY.label
    DEPARTMENT = duties.BodyLevel.DEPARTMENT.value, duties.BodyLevel.DEPARTMENT.label
    TOWNSHIP = duties.BodyLevel.TOWNSHIP.value, duties.BodyLevel.TOWNSHIP.label
    VILLAGE = "village", "村、社区（单位）"

    @property
    def statutory(self) -> duties.BodyLevel | None:
        """The level whose duties bind the body; None for a village, which has none of its own."""
        return None if self is BodyLevel.VILLAGE else duties.BodyLevel(self.value)


def validate_social_credit_code(code: str) -> None:
    """统一社会信用代码 with its check digit (GB 32100).

    Raises:
        ValidationError: naming what is wrong with the code.
    """
    try:
        uscc.validate(code)
    except NumberError as error:
        raise ValidationError("统一社会信用代码应为18位，且末位校验码应相符，请对照登记证书核对。") from error


WEB_ADDRESS = URLValidator(schemes=["http", "https"], message="网址应以 https:// 或者 http:// 开头。")
FOOT = "主办网站的机关填写，填了才显示在网站每一页的页脚。"


class Agency(MP_Node):
    """A body (机关). Its children are the bodies that it supervises."""

    name = models.CharField("全称", max_length=120, unique=True)
    short_name = models.CharField(
        "简称",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[\w\-]+$", "简称只用汉字、字母、数字，它是网址的一部分。")],
        help_text="用在网址里，例如 /zfxxgk/惠民镇/；定下后不宜再改。",
    )
    level = models.CharField("类别", max_length=20, choices=BodyLevel.choices)
    division_code = models.CharField(
        "行政区划代码",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{6}(\d{3}(\d{3})?)?$", "行政区划代码为6、9或12位数字。")],
    )
    social_credit_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[validate_social_credit_code]
    )
    document_mark = models.CharField(
        "机关代字", max_length=20, blank=True, help_text="发文字号的开头，例如“盐惠府”。"
    )
    index_pattern = models.CharField(
        "索引号格式",
        max_length=80,
        default="{code}/{year}-{serial:05d}",
        help_text="{code} 为统一社会信用代码（没有时用行政区划代码），{year} 为年份，{serial} 为流水号。",
    )
    address = models.CharField("办公地址", max_length=200, blank=True)
    postcode = models.CharField(
        "邮政编码", max_length=6, blank=True, validators=[RegexValidator(r"^\d{6}$", "邮政编码为6位数字。")]
    )
    office_hours = models.CharField("办公时间", max_length=200, blank=True)
    telephone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    site_identification_code = models.CharField(
        "网站标识码",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{10}$", "网站标识码为10位数字。")],
    )
    # What stands at the foot of the site of the body whose portal this is (国办发〔2017〕47号; 国办秘函〔2019〕19号).
    icp_number = models.CharField("ICP备案号", max_length=60, blank=True, help_text=FOOT)
    police_number = models.CharField("公安备案号", max_length=60, blank=True, help_text=FOOT)
    site_mark_address = models.CharField(
        "党政机关网站标识网址", max_length=300, blank=True, validators=[WEB_ADDRESS], help_text=FOOT
    )
    error_report_address = models.CharField(
        "“我为政府网站找错”网址",
        max_length=300,
        blank=True,
        validators=[WEB_ADDRESS],
        help_text=f"全国统一入口给本网站的网址。{FOOT}",
    )
    in_service = models.BooleanField("在用", default=True, help_text="撤并的机关不删除，只停用。")

    # No node_order_by: a new body comes after its siblings and moves none of them. Rights are told by paths, and a
    # path that changed hands between two looks at it would be a right that changed hands.

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"

    def __str__(self) -> str:
        return self.short_name

    @property
    def code(self) -> str:
        """What stands for the body in an index number: its 统一社会信用代码, else its division code."""
        return self.social_credit_code or self.division_code

    @property
    def publishes(self) -> bool:
        """Whether the body publishes in its own name. A village is a unit of its town and does not."""
        return self.in_service and self.level != BodyLevel.VILLAGE
