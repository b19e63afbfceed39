"""What requests are made of: routes, methods, hosts, origins and causes, foreign ones and own ones."""

from __future__ import annotations

PAGES = ("/", "/sms_log", "/sms_status", "/opt_in_reminders", "/totals", "/imports", "/start")
EMPTY = "?from=1999-01-01&to=1999-01-01"  # so that a download that is allowed takes no time
FILES = (
    *(
        f"/download/{report}.{ending}{EMPTY}"
        for report in ("sms_log", "sms_status")
        for ending in ("csv", "xlsx", "parquet")
    ),
    "/download/rows_left_out.csv?import=1&kind=rejected",
    "/download/rows_left_out.csv?import=1&kind=set%20aside",
    *("/download/sms_log.csv?day=%27--", "/download/sms_log.csv?result=%00", "/download/other.csv"),
    *("/files/once", "/files/x", "/media/x", f"/media/{'0' * 64}.zip"),
)
STREAMLITS = (
    *(f"/_stcore/{name}" for name in ("health", "host-config", "metrics", "agent", "script-health-check")),
    *("/_stcore/stream", "/_stcore/upload_file/", "/_stcore/upload_file/invented/1"),
    *("/_stcore/bidi-components/x/y.js", "/component/x/index.html", "/component/..%2f..%2fetc/passwd"),
    *(
        "/static/x",
        "/static/../../../etc/passwd",
        "/static/js/..%5c..%5cx",
        "/app/static/x",
        "/favicon.png",
    ),
    *("/healthz", "/st-allowed-message-origins", "/vendor/x"),
)
TRICKS = (
    *("/%2e%2e/", "/%2e%2e/%2e%2e/etc/passwd", "//", "//attacker.example/", "/..;/", "/..;/download/x"),
    *("/%00", "/sms_log%00.csv", "/download/sms_log.csv%00", "/%ff%fe", "/%c0%ae%c0%ae/", "/\\..\\"),
    *(
        "/./download/./sms_log.csv",
        "/%64ownload/sms_log.csv",
        "/download%2Fsms_log.csv",
        "//download/sms_log.csv",
    ),
    *(
        "/DOWNLOAD/sms_log.csv",
        "/x/../download/sms_log.csv",
        "/download/sms_log.csv/",
        "/media//x",
        "/%2fmedia/x",
    ),
    *(
        "http://attacker.example/sms_log",
        "*",
        "/?" + "x" * 60_000,
        "/" + "y" * 100_000,
        "/sms_log?x=%0d%0aA:b",
    ),
)
ROUTES = (*PAGES, *FILES, *STREAMLITS, *TRICKS)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
CAUSES = {
    "nothing": {},
    "the address bar": {"Site": "none", "Mode": "navigate", "Dest": "document"},
    "an own page": {"Site": "same-origin", "Mode": "cors", "Dest": "empty"},
    "a foreign frame": {"Site": "cross-site", "Mode": "navigate", "Dest": "iframe"},
    "a frame of another port": {"Site": "same-site", "Mode": "navigate", "Dest": "frame"},
    "a foreign picture": {"Site": "cross-site", "Mode": "no-cors", "Dest": "image"},
    "a foreign script": {"Site": "cross-site", "Mode": "cors", "Dest": "script"},
    "a foreign link": {"Site": "cross-site", "Mode": "navigate", "Dest": "document"},
}
FROM_OTHERS = ("a foreign frame", "a frame of another port", "a foreign picture", "a foreign script")
OWN = "127.0.0.1:{port}"
OWN_HOSTS = (OWN, "localhost:{port}", "[::1]:{port}")
HOSTS = (
    *OWN_HOSTS,
    *(
        "attacker.example",
        "attacker.example:{port}",
        f"{OWN}.attacker.example",
        "127.0.0.1.attacker.example",
    ),
    *("localhost.attacker.example:{port}", "attacker.example@127.0.0.1:{port}", f"{OWN}@attacker.example"),
    *("", " ", "0.0.0.0:{port}", "[::]:{port}", "127.1:{port}", "2130706433:{port}", "localhost.:{port}"),
    *("127.0.0.1:{port}/x", "[::1", "[::ffff:127.0.0.1]:{port}", f"{OWN},attacker.example", f"{OWN} x"),
)
ORIGINS = (
    *(
        None,
        "http://{host}",
        "http://127.0.0.1:9",
        "http://localhost:9",
        "null",
        "",
        "http://attacker.example",
    ),
    *("javascript://{host}", "file://", "http://{host}.attacker.example", "http://attacker.example@{host}"),
    *(
        "https://attacker.example",
        "http://{host}/x",
        "http://[::1]:9",
        "//{host}",
        "{host}",
        "ftp://{host}",
    ),
)
