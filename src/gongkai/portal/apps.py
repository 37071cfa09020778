"""The app portal: 公开门户."""

from __future__ import annotations

import datetime

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """公开门户."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "公开门户"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the portal's pages take part in the public side."""
        from gongkai.acts import jobs
        from gongkai.channels import pages
        from gongkai.disclosure import drafts
        from gongkai.portal import links
        from gongkai.portal.editions import InBothEditions
        from gongkai.portal.searching.making import make_when_due
        from gongkai.portal.searching.source import SearchSource
        from gongkai.portal.sources.annual import AnnualReportSource
        from gongkai.portal.sources.application_form import ApplicationForms
        from gongkai.portal.sources.bodies import BodySource
        from gongkai.portal.sources.columns import ColumnSource
        from gongkai.portal.sources.feeds_page import FeedsPage
        from gongkai.portal.sources.guide import GuideSource
        from gongkai.portal.sources.home import HomeSource
        from gongkai.portal.sources.hub import HubSource
        from gongkai.portal.sources.items import ItemPages
        from gongkai.portal.sources.rules import RulesSource
        from gongkai.portal.sources.standing import StandingSource
        from gongkai.portal.sources.statutory import StatutorySource

        for source in (
            HomeSource(),
            HubSource(),
            ItemPages(),
            BodySource(),
            ColumnSource(),
            StatutorySource(),
            GuideSource(),
            RulesSource(),
            StandingSource(),
            ApplicationForms(),
            FeedsPage(),
            AnnualReportSource(),
            SearchSource(),
        ):
            pages.register(InBothEditions(source))
        drafts.look_up_links_with(links.leads_somewhere)
        jobs.register("portal.search_index", make_when_due, datetime.timedelta(hours=1))
