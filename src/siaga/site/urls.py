"""Every address: the pages that web declares and the operations that the API declares."""

from siaga.api import operation
from siaga.web import page

urlpatterns = [*page.routes(), *operation.routes()]

handler404 = "siaga.web.page.no_such_page"
handler500 = "siaga.web.page.broken_page"
