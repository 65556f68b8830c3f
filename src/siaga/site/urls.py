"""Every address: the pages that web declares and the operations that the API declares."""

from siaga.web.page import routes

urlpatterns = list(routes())
