"""Files and pictures, each asked for by someone who may have it. Nothing else under MEDIA_ROOT has an address."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from gongkai.acts.only_read import only_read
from gongkai.disclosure.access import Access, access_to_file, access_to_picture
from gongkai.disclosure.models import Picture, PictureRendition, StoredFile
from gongkai.disclosure.serving import served


@only_read
def file(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """An attached file: 200 for who may have it, 410 once it was public and is not any more, else 404."""
    stored = get_object_or_404(
        StoredFile.objects.select_related("item__agency", "item__live_revision"), key=key
    )
    access = access_to_file(stored, request.user)
    if access is Access.GONE:
        return render(request, "disclosure/file_gone.html", status=410)
    if access is Access.NONE:
        raise Http404
    if name != stored.name:
        return redirect("disclosure:file", stored.key, stored.name)
    return served(
        request,
        _on_disk(stored.file.path),
        name=stored.name,
        kind=stored.kind,
        tag=stored.content_hash,
        public=access is Access.PUBLIC,
    )


@only_read
def picture(request: HttpRequest, path: str) -> HttpResponse:
    """A picture, or a size of it, by its place under MEDIA_ROOT: 200 for who may have it, else 404."""
    rendition = PictureRendition.objects.filter(file=path).select_related("image__agency").first()
    found = (
        rendition.image if rendition else Picture.objects.filter(file=path).select_related("agency").first()
    )
    if found is None:
        raise Http404
    access = access_to_picture(found, request.user, rendition=rendition is not None)
    if access is Access.NONE:
        raise Http404
    stored = rendition.file if rendition else found.file
    return served(
        request,
        _on_disk(stored.path),
        name=Path(stored.name).name,
        tag=f"{found.content_hash}-{rendition.pk if rendition else 0}",
        public=access is Access.PUBLIC,
    )


def _on_disk(path: str) -> Path:
    found = Path(path)
    if not found.is_file():
        raise Http404
    return found
