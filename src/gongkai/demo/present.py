"""What is going on in the example county on the day on which it is opened: drafts, reviews, a leave, a schedule."""

from __future__ import annotations

import datetime
from functools import partial

from stdnum.iso7064 import mod_11_2

from gongkai.agencies.actions import Delegate
from gongkai.agencies.models import Appointment, PostRole
from gongkai.demo.files import workbook
from gongkai.demo.timeline import ONE_DAY, moment, workday_before
from gongkai.demo.work import Office
from gongkai.demo.writing import File, Table, Writing
from gongkai.review.models import Stage

TOWN, NEIGHBOUR = "惠民镇", "永兴镇"
FAULTY, WAITING, SENT_BACK, SCHEDULED, FOR_THE_DEPUTY = (
    "now-faulty",
    "now-waiting",
    "now-sent-back",
    "now-scheduled",
    "now-deputy",
)
# A number that was never given out: the first day of 1900, the sequence 000; its check digit is right.
_BODY = "51042219000101000"
INVENTED_CARD = _BODY + mod_11_2.calc_check_digit(_BODY)
INVENTED_MOBILE = "13800000000"
ANOTHER_MOBILE = "13900000000"
REASON = "第二条写的办理时限与县里现行规定不一致，请对照规定改为准确的工作日数，再送审。"


def note(office: Office) -> None:
    """Note on the timeline what was begun in the last days, and is not over."""
    at = office.timeline.at
    one, two, three, four = (workday_before(office.present, count) for count in (1, 2, 3, 4))
    at(moment(four, 16, 20), partial(office.draft, TOWN, faulty(four)))

    at(moment(three, 9, 30), partial(office.draft, TOWN, sent_back()))
    at(moment(three, 10, 10), partial(office.submit, SENT_BACK))
    at(moment(two, 15, 40), partial(office.send_back, SENT_BACK, REASON))

    at(moment(two, 9, 5), partial(office.draft, TOWN, scheduled(office.present)))
    at(moment(two, 9, 50), partial(office.submit, SCHEDULED))
    at(moment(two, 16, 5), partial(office.approve, SCHEDULED, Stage.SECOND))
    at(moment(one, 9, 25), partial(office.approve, SCHEDULED, Stage.FINAL))

    at(moment(one, 10), partial(office.draft, TOWN, waiting()))
    at(moment(one, 10, 45), partial(office.submit, WAITING))

    at(moment(two, 14, 35), partial(office.draft, NEIGHBOUR, for_the_deputy()))
    at(moment(two, 15, 10), partial(office.submit, FOR_THE_DEPUTY))
    at(moment(one, 8, 40), partial(_leave, office, one))
    at(moment(one, 11, 15), partial(office.approve, FOR_THE_DEPUTY, Stage.SECOND))


def _leave(office: Office, day: datetime.date) -> None:
    """The neighbour's chief is on leave; a deputy mayor stands in for him."""
    agency = office.agencies[NEIGHBOUR]
    chief = Appointment.objects.on(day).get(post__agency=agency, post__role=PostRole.CHIEF)
    deputy = office.holder(agency, PostRole.GROUP_DEPUTY)
    until = office.present + 9 * ONE_DAY
    Delegate(chief, chief.person, deputy, day, until, "年休假").perform()


def _helpers_list() -> bytes:
    return workbook(
        [
            ("冬修任务", [("村社", "渠道（米）", "投工（个）"), ("和平村", 600, 90), ("民主村", 420, 60)]),
            ("底稿", [("联系人", "手机"), ("演平安", ANOTHER_MOBILE)]),
        ],
        hidden=("底稿",),
    )


def faulty(day: datetime.date) -> Writing:
    """A draft with a mobile, an identity number, a wrong 文号, no summary, and a hidden sheet in its attachment."""
    return Writing(
        key=FAULTY,
        column="zfwj",
        title="关于做好今冬明春农田水利冬修工作的通知",
        summary="",
        theme="农业、林业、水利/水利",
        genre="通知",
        document_number=f"惠府发[{day.year}]第021号",
        formed_on=day,
        keywords="农田水利 冬修",
        duties=("a20_01", "a21_township_02"),
        text=(
            f"""
            各村（居）民委员会，镇属各办公室：
            为了保证明年春灌用水，请各村社抓紧完成渠道清淤和山坪塘加固，12月底前完工。任务分解见附件。
            各村社的用工由村里统一登记，不得摊派。登记示例：示平安，身份证号{INVENTED_CARD}，手机{INVENTED_MOBILE}。
            工程质量由镇农业农村办公室检查，检查结果在村务公开栏公布。
            """,
        ),
        files=(File("冬修任务分解表.xlsx", "冬修任务分解表", _helpers_list),),
    )


def sent_back() -> Writing:
    """What the second reviewer did not let pass."""
    return Writing(
        key=SENT_BACK,
        column="msbz",
        title="惠民镇临时救助办事说明",
        summary="在惠民镇申请临时救助的条件、材料、步骤和办理时限。",
        theme="民政、扶贫、救灾/减灾救灾",
        keywords="临时救助 办事说明",
        duties=("a21_township_08", "d26_19"),
        text=(
            """
            ## 一、谁可以申请
            因火灾、意外事故、突发重病等原因，基本生活暂时有严重困难的家庭和个人。
            ## 二、多长时间办好
            自受理之日起15个工作日内办结。情况紧急的先行救助，再补手续。
            ## 三、到哪里办
            镇便民服务中心社会救助窗口，电话0812-0000020。
            """,
        ),
    )


def scheduled(present: datetime.date) -> Writing:
    """Reviewed, and to be public tomorrow at nine."""
    return Writing(
        key=SCHEDULED,
        column="zwdt",
        title="惠民镇组织冬季义务植树",
        summary="惠民镇组织机关干部和村民在水源地上方补植树苗。",
        theme="农业、林业、水利/林业",
        keywords="义务植树 水源地",
        go_live_at=moment(present + ONE_DAY, 9),
        text=(
            """
            惠民镇定于本周组织机关干部和村民，在青龙村水源地上方补植树苗。树种以本地核桃和云南松为主。
            参加的群众请自带手套和水，工具由镇里准备。防火期内，植树现场不带火种。
            """,
        ),
    )


def waiting() -> Writing:
    """Waits for the second review."""
    return Writing(
        key=WAITING,
        column="zwdt",
        title="惠民镇检查冬季用电用火安全",
        summary="惠民镇对集市、学校和独居老人家庭检查冬季用电用火安全，整改隐患。",
        theme="市场监管、安全生产监管/安全生产监管",
        keywords="用电 用火 检查",
        duties=("a20_13", "d26_04"),
        text=(
            "天气转冷，惠民镇组织应急管理办公室和各村社检查用电用火安全，情况如下。数字是示例数据。",
            Table(
                "检查情况",
                (
                    ("场所", "检查（处）", "发现隐患（处）", "已整改（处）"),
                    ("集市商铺", "46", "5", "5"),
                    ("学校和幼儿园", "4", "1", "1"),
                    ("独居老人家庭", "83", "9", "7"),
                ),
            ),
            "没有整改完的2处，由村里帮助更换老旧线路。",
        ),
    )


def for_the_deputy() -> Writing:
    """Waits for the final review by whoever stands in for the chief."""
    return Writing(
        key=FOR_THE_DEPUTY,
        column="tzgg",
        title="永兴镇冬季农村道路养护期间通行安排",
        summary="永兴镇冬季养护农村道路的时间、路段和通行办法。",
        theme="工业、交通/公路",
        keywords="道路养护 通行",
        text=(
            """
            为了冬季行车安全，永兴镇分段养护农村道路，养护期间每天9时至17时半幅通行，救护和消防车辆优先。
            养护路段和日期每周一在各村公开栏公布。有急事要通过的，请拨打值班电话0812-0000014。
            """,
        ),
    )
