"""A draft as the checks see it; answering for findings; masking; giving drafts up."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.acts.action import Refused
from gongkai.agencies.models import PostRole
from gongkai.channels import addresses
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.clear_finding import ClearFinding
from gongkai.disclosure.actions.draft_ends import DiscardDraft
from gongkai.disclosure.actions.mask_personal_data import MaskPersonalData
from gongkai.disclosure.checking import Heading, Paragraph, Picture, Table, Video
from gongkai.disclosure.draft_bodies import blocks_of
from gongkai.disclosure.drafts import draft_of, findings_of, open_findings, reported
from gongkai.disclosure.masking import mask_rich_text
from gongkai.disclosure.models import ColumnKind, CountyTerm, Item
from gongkai.register.models import Entry
from gongkai.review.models import Clearance

from .conftest import Office, body

IDENTITY = "11010519491231002X"


def test_the_body_is_read_as_its_readers_see_it(office: Office) -> None:
    item = Item(
        agency=office.agency,
        body=[
            ("text", '<h2>一、总则</h2><p>见<a href="/zfxxgk/">公开专栏</a>。</p><ul><li>第一</li></ul>'),
            ("table", {"data": [["村", "户"], ["和平村", None]], "first_row_is_table_header": True}),
            ("video", {"video": "https://example.gov.cn/a.mp4", "transcript": "各位", "caption": ""}),
            ("picture", {"picture": None, "alternative_text": "图", "caption": "说明"}),
        ],
    )
    heading, paragraph, listed, table, video, picture = blocks_of(item)
    assert heading == Heading("一、总则", 2)
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.links[0].target) == ("见公开专栏。", "/zfxxgk/")
    assert isinstance(listed, Paragraph)
    assert table == Table((("村", "户"), ("和平村", "")), has_header=True)
    assert isinstance(video, Video)
    assert video.transcript == "各位"
    assert isinstance(picture, Picture)
    assert picture.extract is not None
    assert picture.extract.failed


def test_the_draft_has_leaders_terms_and_the_ledger_of_its_body(office: Office) -> None:
    world = office.world
    post = world.appointments["惠民镇", PostRole.CHIEF].post
    post.listed_as_leader, post.rank = True, 1
    post.save()
    CountyTerm.objects.create(agency=world.agency("测试县"), written="惠民乡", preferred="惠民镇")
    CountyTerm.objects.create(agency=world.agency("测试县"), written="村官", preferred="村干部")
    CountyTerm.objects.create(agency=office.agency, written="村官", preferred="村级工作人员")
    CountyTerm.objects.create(agency=world.agency("永兴镇"), written="别镇", preferred="")
    office.published("镇里的动态", ColumnKind.NEWS)
    draft = draft_of(Item(agency=office.agency, column=office.column(), title="2024年工作小结"))
    assert [(leader.name, leader.title) for leader in draft.leaders] == [(office.chief.name, "镇党委书记")]
    assert {term.written: term.preferred for term in draft.county_terms} == {
        "惠民乡": "惠民镇",
        "村官": "村级工作人员",
    }
    assert (draft.ledger["发布政府动态信息"], draft.ledger_year) == (1, 2024)
    assert draft.today == datetime.date(2024, 6, 3)


def test_links_within_the_site_are_known_when_they_lead_somewhere(office: Office) -> None:
    public, begun = office.published("植树公告"), office.draft("还没有公开的公告")
    links = ["/office/", "/meiyou/zhege/", *(quote(addresses.item(item)) for item in (public, begun))]
    text = "".join(f'<p><a href="{link}">看这里</a></p>' for link in links)
    draft = draft_of(Item(agency=office.agency, column=office.column(), title="链接", body=[("text", text)]))
    assert draft.known_links == {quote(addresses.item(public))}


def test_links_with_the_sites_own_name_are_looked_up_as_well(office: Office, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["www.county.gov.cn"]
    public = office.published("植树公告")
    site = "https://www.county.gov.cn"
    links = [
        f"{site}{quote(addresses.item(public))}",
        f"{site}/meiyou/",
        "https://www.example.gov.cn/meiyou/",
        site,
    ]
    text = "".join(f'<p><a href="{link}">{number}</a></p>' for number, link in enumerate(links))
    item = office.draft("链接", body=[("text", text)])
    assert [one.quoted for one in findings_of(item) if one.rule == "links.broken"] == ["1"]


def test_files_and_addresses_of_the_office_are_known_only_to_whom_they_are_public(office: Office) -> None:
    public, begun = office.draft("植树公告"), office.draft("还没有公开的公告")
    files: dict[int, str] = {}
    for item in (public, begun):
        Attach(item, office.drafter, SimpleUploadedFile("报名表.txt", "姓名".encode())).perform()
        files[item.pk] = quote(addresses.file(office.again(item).attachments.get().stored))
    office.reviewed(public)
    lead = [
        files[public.pk],
        "/register/",
        "/api/v1/items",
        "/search/",
        f"/api/v1/items/{public.pk}",
        "/feeds/atom.xml",
    ]
    nowhere = [
        files[begun.pk],
        "/files/00000000-0000-0000-0000-000000000000/none.pdf",
        f"/office/items/{public.pk}/",
        f"/api/v1/items/{begun.pk}",
        "/api/v1/nothing",
        "/metrics",
    ]
    text = "".join(f'<p><a href="{link}">看这里</a></p>' for link in (*lead, *nowhere))
    draft = draft_of(Item(agency=office.agency, column=office.column(), title="链接", body=[("text", text)]))
    assert draft.known_links == set(lead)
    own = office.revised(begun, body=[("text", text)])
    assert draft_of(own.get_latest_revision_as_object()).known_links == {*lead, files[begun.pk]}


def test_a_finding_is_cleared_by_a_person_with_a_reason_for_that_content_only(office: Office) -> None:
    item = office.draft(body=body("联系手机13812345678。"))
    [finding] = [one for one in open_findings(item) if one.is_blocking]
    with pytest.raises(Refused, match="为什么"):
        ClearFinding(item, office.drafter, finding.fingerprint, "").perform()
    with pytest.raises(Refused, match="由他们办理"):
        ClearFinding(
            item, office.world.of("永兴镇", PostRole.CHIEF), finding.fingerprint, "工作电话"
        ).perform()
    ClearFinding(item, office.drafter, finding.fingerprint, "便民服务中心的公开电话").perform()
    [report] = [one for one in reported(office.again(item)) if one.finding.is_blocking]
    assert report.clearance is not None
    assert report.clearance.person == office.drafter
    office.submit(item)
    from gongkai.review.actions import Recall

    Recall(office.again(item), office.drafter, office.again(item).latest_revision_id).perform()
    changed = office.revised(item, body=body("联系手机13987654321。"))
    assert [one.rule for one in open_findings(changed) if one.is_blocking] == [finding.rule]


def test_the_audit_trail_of_a_clearance_has_no_personal_data(office: Office) -> None:
    from gongkai.acts.models import AuditEntry

    item = office.draft(body=body(f"身份证号{IDENTITY}。"))
    [finding] = [one for one in open_findings(item) if one.is_blocking]
    ClearFinding(item, office.drafter, finding.fingerprint, "当事人书面同意公开").perform()
    assert IDENTITY not in str(list(AuditEntry.objects.values_list("details", flat=True)))
    assert IDENTITY not in Clearance.objects.get().quoted


@pytest.mark.parametrize(
    "fields",
    [{"title": "关于王某低保待遇的公示（13800138000）"}, {"document_number": "13800138000"}],
    ids=["title", "document number"],
)
def test_a_number_that_the_register_would_take_up_is_taken_out_not_cleared(
    office: Office, fields: dict[str, str]
) -> None:
    item = office.draft(**fields)
    [finding] = [one for one in findings_of(item) if one.rule.startswith("personal_data")]
    with pytest.raises(Refused, match="这一处必须改正"):
        ClearFinding(office.again(item), office.drafter, finding.fingerprint, "本人要求公开号码").perform()
    with pytest.raises(Refused, match="登入台账以后不能改"):
        office.submit(item)
    MaskPersonalData(office.again(item), office.drafter).perform()
    office.reviewed(item)
    assert "13800138000" not in Entry.objects.get(kind="published").body


def test_of_a_house_in_a_title_a_person_decides(office: Office) -> None:
    item = office.draft("关于惠民镇新街路60号3栋2单元501室危房的公告")
    [finding] = findings_of(item)
    assert finding.rule == "personal_data.text"
    ClearFinding(office.again(item), office.drafter, finding.fingerprint, "危房须写明所在位置").perform()
    assert office.reviewed(item).live


def test_a_forbidden_word_is_changed_not_cleared(office: Office) -> None:
    CountyTerm.objects.create(agency=office.agency, written="禁词", preferred="正词", blocking=True)
    item = office.draft(body=body("这里有禁词。"))
    [finding] = [one for one in open_findings(item) if one.is_blocking]
    with pytest.raises(Refused, match="正词"):
        ClearFinding(item, office.chief, finding.fingerprint, "就是要这么写").perform()
    with pytest.raises(Refused):
        office.submit(item)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>手机13812345678。</p>", "<p>手机138****5678。</p>"),
        ("<p>手机138<b>1234</b>5678。</p>", "<p>手机138****5678<b></b>。</p>"),
        ("<p>A&amp;B 手机13812345678</p>", "<p>A&amp;B 手机138****5678</p>"),
        ("<p>没有</p>", "<p>没有</p>"),
    ],
)
def test_masking_sees_through_markup(written: str, shown: str) -> None:
    assert mask_rich_text(written) == shown


def test_one_click_masks_text_cells_and_title(office: Office) -> None:
    item = office.draft(
        title=f"关于张三（{IDENTITY}）的公示",
        body=[
            ("text", "<p>手机13812345678。</p>"),
            (
                "table",
                {"data": [["姓名", "手机"], ["张三", "手机13812345678"]], "first_row_is_table_header": True},
            ),
            ("video", {"transcript": "请拨13812345678。", "caption": "电话13812345678"}),
        ],
    )
    MaskPersonalData(item, office.drafter, item.latest_revision_id).perform()
    masked = office.again(item).get_latest_revision_as_object()
    text = str(masked.serializable_data())
    assert "13812345678" not in text
    assert IDENTITY not in text
    assert not [one for one in open_findings(masked) if one.is_blocking]
    with pytest.raises(Refused, match="没有可以遮盖"):
        MaskPersonalData(office.again(item), office.drafter).perform()


def test_a_draft_of_something_public_is_given_up_and_the_public_version_stays(office: Office) -> None:
    item = office.published()
    office.revised(item, title="不要了的标题")
    DiscardDraft(office.again(item), office.drafter).perform()
    row = office.again(item)
    assert row.live
    assert not row.has_unpublished_changes
    assert row.get_latest_revision_as_object().title == "关于开展春季植树活动的公告"
    assert Entry.objects.count() == 1


def test_a_given_up_draft_is_out_of_sight_and_cannot_be_changed(office: Office) -> None:
    item = office.draft()
    DiscardDraft(item, office.drafter).perform()
    assert not Item.objects.kept().exists()
    with pytest.raises(Refused, match="已经放弃"):
        office.revised(item, title="再写")
    with pytest.raises(Refused):
        office.submit(item)


def test_a_draft_in_review_is_not_changed(office: Office) -> None:
    item = office.draft()
    office.submit(item)
    for action in (DiscardDraft, MaskPersonalData):
        with pytest.raises(Refused, match="正在审核"):
            action(office.again(item), office.drafter).perform()


def test_the_checks_ask_the_same_number_of_questions_however_long_the_draft(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    item = office.draft(body=[("text", f"<p>第{number}段。</p>") for number in range(60)])
    item = office.again(item)
    with django_assert_max_num_queries(12):
        reported(item)
