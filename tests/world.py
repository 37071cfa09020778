"""A small world for tests: a county with two towns, and somebody in every post.

All people hold their posts since 2024-01-01. `World.of("惠民镇", PostRole.CHIEF)` gives the person.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from gongkai.agencies.models import Agency, Appointment, BodyLevel, Person, Post, PostRole

BEGINNING = datetime.date(2024, 1, 1)
PASSWORD = "correct horse battery staple"

IN_A_TOWN: tuple[tuple[PostRole, str, str], ...] = (
    (PostRole.DRAFTER, "公开专岗", "撰"),
    (PostRole.DEPUTY_LEADER, "镇党委副书记", "副"),
    (PostRole.CHIEF, "镇党委书记", "正"),
)
IN_THE_COUNTY: tuple[tuple[PostRole, str, str], ...] = (
    *IN_A_TOWN,
    (PostRole.SUPERVISOR, "政务公开股监督员", "督"),
    (PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员", "管"),
    (PostRole.AUDITOR, "审计员", "审"),
)


@dataclass
class World:
    """The bodies by short name, and who holds which post."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    people: dict[tuple[str, PostRole], Person] = field(default_factory=dict)
    appointments: dict[tuple[str, PostRole], Appointment] = field(default_factory=dict)

    def agency(self, short_name: str) -> Agency:
        """The body of that short name."""
        return self.agencies[short_name]

    def of(self, short_name: str, role: PostRole) -> Person:
        """Who holds the post."""
        return self.people[short_name, role]

    def newcomer(self, username: str, name: str = "新人") -> Person:
        """Someone without any post."""
        return Person.objects.create_user(username=username, name=name, password=PASSWORD)

    def appoint(self, person: Person, short_name: str, role: PostRole, title: str) -> Appointment:
        """Give somebody a post."""
        post, _ = Post.objects.get_or_create(agency=self.agencies[short_name], role=role, title=title)
        return Appointment.objects.create(post=post, person=person, began_on=BEGINNING)


def build_world() -> World:
    """测试县 with 惠民镇, 永兴镇 and a department, in four levels' posts."""
    world = World()
    county = Agency.add_root(
        name="测试县人民政府",
        short_name="测试县",
        level=BodyLevel.COUNTY,
        division_code="510499",
        document_mark="测府",
    )
    world.agencies["测试县"] = county
    bodies = (
        ("惠民镇", "测试县惠民镇人民政府", BodyLevel.TOWNSHIP, "510499101"),
        ("永兴镇", "测试县永兴镇人民政府", BodyLevel.TOWNSHIP, "510499102"),
        ("民政局", "测试县民政局", BodyLevel.DEPARTMENT, "510499"),
    )
    for short_name, name, level, code in bodies:
        county = Agency.objects.get(pk=county.pk)
        world.agencies[short_name] = county.add_child(
            name=name,
            short_name=short_name,
            level=level,
            division_code=code,
            document_mark=f"测{short_name[0]}府",
        )
    _fill_posts(world)
    return world


def _fill_posts(world: World) -> None:
    """Somebody in every post. In three statements, because most tests begin with it."""
    password = make_password(PASSWORD)
    people: dict[tuple[str, PostRole], Person] = {}
    posts: dict[tuple[str, PostRole], Post] = {}
    for number, (short_name, agency) in enumerate(world.agencies.items()):
        for role, title, suffix in IN_THE_COUNTY if short_name == "测试县" else IN_A_TOWN:
            people[short_name, role] = Person(
                username=f"{role.value}{number}",
                name=f"{short_name[0]}{suffix}{number}",
                password=password,
                agency=agency,
            )
            posts[short_name, role] = Post(agency=agency, role=role, title=title)
    Person.objects.bulk_create(people.values())
    Post.objects.bulk_create(posts.values())
    world.people = people
    world.appointments = {
        place: Appointment(post=posts[place], person=person, began_on=BEGINNING)
        for place, person in people.items()
    }
    Appointment.objects.bulk_create(world.appointments.values())
