"""What can be done with bodies, posts, people, trainings and assessments: one verb, one class."""

from __future__ import annotations

from gongkai.agencies.actions.accounts import (
    ChangeAccount,
    OpenAccount,
    Opened,
    ResetPassword,
    SwitchOffAccount,
    SwitchOnAccount,
)
from gongkai.agencies.actions.appointing import EndAppointment, TakeUp
from gongkai.agencies.actions.assessing import RecordAssessment
from gongkai.agencies.actions.delegating import Delegate, TakeBackDelegation
from gongkai.agencies.actions.handing_over import HandOver
from gongkai.agencies.actions.posts import AddPost, ChangePost, ClosePost
from gongkai.agencies.actions.set_up_agency import ChangeAgency, CloseAgency, SetUpAgency
from gongkai.agencies.actions.training import RecordTraining

__all__ = [
    "AddPost",
    "ChangeAccount",
    "ChangeAgency",
    "ChangePost",
    "CloseAgency",
    "ClosePost",
    "Delegate",
    "EndAppointment",
    "HandOver",
    "OpenAccount",
    "Opened",
    "RecordAssessment",
    "RecordTraining",
    "ResetPassword",
    "SetUpAgency",
    "SwitchOffAccount",
    "SwitchOnAccount",
    "TakeBackDelegation",
    "TakeUp",
]
