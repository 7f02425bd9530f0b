"""Addresses of the portal."""

from django.urls import path, register_converter

from distribution.portal.code import edition_code
from distribution.portal.converters import DayConverter, Sha256Converter
from distribution.portal.edition import edition
from distribution.portal.events import dismiss, used
from distribution.portal.following import follow
from distribution.portal.influence import influence
from distribution.portal.lessons import answers, lessons
from distribution.portal.media import desk_media, edition_media, pull_poster
from distribution.portal.mine import mine
from distribution.portal.openings import check_opening, openings
from distribution.portal.own_pieces import save, saved, unsave
from distribution.portal.persona import choose, persona, tick
from distribution.portal.pulling import pulls, sent, take, taken
from distribution.portal.recalls import answer, recalls
from distribution.portal.runs import run, runs
from distribution.portal.scripts import scripts
from distribution.portal.search import search
from distribution.portal.searches import forget, keep, note, suggestions, tell
from distribution.portal.slots import slot, take_slot
from distribution.portal.stories import new_story, stories, withdraw_story
from distribution.portal.today import today
from distribution.portal.voice import new_request, opine, voice

register_converter(DayConverter, "day")
register_converter(Sha256Converter, "sha256")

urlpatterns = [
    path("", today, name="home"),
    path("slots/<day:day>/<slug:slot>/", slot, name="slot"),
    path("slots/<day:day>/<slug:slot>/take/", take_slot, name="take_slot"),
    path("events/<uuid:event_id>/used/", used, name="event_used"),
    path("events/<uuid:event_id>/dismiss/", dismiss, name="event_dismiss"),
    path("scripts/", scripts, name="scripts"),
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="suggestions"),
    path("search/note/", note, name="note_search"),
    path("search/keep/", keep, name="keep_search"),
    path("search/forget/", forget, name="forget_searches"),
    path("search/tell/", tell, name="tell_editors"),
    path("e/<uuid:public_id>/", edition, name="edition"),
    path("e/<uuid:public_id>/pull/", take, name="take"),
    path("e/<uuid:public_id>/code/<slug:channel>/", edition_code, name="edition_code"),
    path("e/<uuid:public_id>/openings/<slug:channel>/", openings, name="openings"),
    path("e/<uuid:public_id>/check-opening/", check_opening, name="check_opening"),
    path("e/<uuid:public_id>/opinion/", opine, name="opine"),
    path("e/<uuid:public_id>/save/", save, name="save"),
    path("e/<uuid:public_id>/unsave/", unsave, name="unsave"),
    path("e/<uuid:public_id>/answers/", answers, name="answer_lesson"),
    path("e/<uuid:public_id>/run/", run, name="run"),
    path("l/<slug:token>/", follow, name="follow"),
    path("pulls/", pulls, name="pulls"),
    path("pulls/<uuid:pull_id>/", taken, name="taken"),
    path("pulls/<uuid:pull_id>/sent/", sent, name="sent"),
    path("pulls/<uuid:pull_id>/poster/<sha256:sha256>/", pull_poster, name="pull_poster"),
    path("mine/", mine, name="mine"),
    path("mine/lessons/", lessons, name="lessons"),
    path("mine/activities/", runs, name="runs"),
    path("mine/saved/", saved, name="saved"),
    path("mine/persona/", persona, name="persona"),
    path("mine/persona/<uuid:public_id>/choose/", choose, name="choose_persona"),
    path("mine/persona/<uuid:public_id>/steps/", tick, name="tick_steps"),
    path("recalls/", recalls, name="recalls"),
    path("recalls/<uuid:task_id>/answer/", answer, name="answer"),
    path("influence/", influence, name="influence"),
    path("voice/", voice, name="voice"),
    path("voice/request/", new_request, name="new_request"),
    path("stories/", stories, name="stories"),
    path("stories/new/", new_story, name="new_story"),
    path("stories/<uuid:story_id>/withdraw/", withdraw_story, name="withdraw_story"),
    path("media/<uuid:public_id>/<sha256:sha256>/", edition_media, name="edition_media"),
    path("desk-media/<path:path>", desk_media, name="desk_media"),
]
