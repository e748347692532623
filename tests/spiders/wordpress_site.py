"""A real WordPress, from the packages of the system, with thirteen invented posts and their comments.

    python -m tests.spiders.wordpress_site FOLDER      crawls it into FOLDER/archive: how the fixture was recorded

Everything lives in a folder of its own (site, database, socket) and is gone with it. Debian: wordpress, php-cli,
php-mysql, mariadb-server. The theme is the few lines below: the markup of comments and of paging is WordPress's own.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "dockside-notes.example"
WORDPRESS = Path("/usr/share/wordpress")
POSTS, COMMENTS, COMMENTS_A_PAGE = 13, 25, 10

_CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp'); define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://{host}'); define('WP_SITEURL', 'http://{host}');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT',
  'NONCE_SALT'] as $name) define($name, 'not a secret: ' . $name);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""

_INSTALL = """<?php
$_SERVER['HTTP_HOST'] = '{host}';
define('WP_INSTALLING', true);
function wp_mail() {{ return true; }}
require '{site}/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Dockside Notes', 'admin', 'a@example.org', true, '', 'secret');
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
switch_theme('plain'); update_option('page_comments', 1); update_option('comments_per_page', {per_page});
update_option('default_comments_page', 'newest'); update_option('thread_comments', 1);
"""

_SEED = """<?php
$_SERVER['HTTP_HOST'] = '{host}';
require '{site}/wp-load.php';
wp_delete_post(1, true); wp_delete_post(2, true);
for ($n = 1; $n <= {posts}; $n++) {{
  $votes = 4000 + 211 * $n;
  $id = wp_insert_post(['post_title' => "Harbour ballot, branch $n", 'post_status' => 'publish', 'post_author' => 1,
    'post_date' => sprintf('2010-11-%02d 13:00:00', $n),
    'post_content' => "Branch $n has been counted. Ann Lee took $votes votes there; turnout was 3$n.4%."]);
  if ($n > 1) continue;
  for ($c = 1; $c <= {comments}; $c++) {{
    $at = sprintf('2010-11-02 %02d:%02d:00', 8 + intdiv($c, 6), $c);
    $made = wp_insert_comment(['comment_post_ID' => $id, 'comment_approved' => 1, 'comment_author' => "Reader $c",
      'comment_author_email' => "reader$c@example.org",
      'comment_parent' => $c % 5 == 0 ? $first : 0, 'comment_date' => $at, 'comment_date_gmt' => $at,
      'comment_content' => "At my gate it was " . (100 + $c) . " for Lee."]);
    if ($c == 1) $first = $made;
  }}
}}
"""

_THEME = """<!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head><title><?php echo wp_get_document_title(); ?></title></head>
<body>
<?php while (have_posts()) {{ the_post(); ?>
<article id="post-<?php the_ID(); ?>">
<h1><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h1>
<time datetime="<?php echo get_the_date('c'); ?>"><?php echo get_the_date(); ?></time>
<?php the_content(); ?>
</article>
<?php if (is_single()) comments_template(); }} the_posts_navigation(); ?>
</body></html>
"""

_COMMENTS = """<section id="comments"><ol><?php wp_list_comments(); ?></ol><?php the_comments_navigation(); ?></section>
"""

_ROUTER = """<?php
$file = '{site}' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($file)) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require '{site}/index.php';
"""


def missing() -> list[str]:
    """What of it is not installed."""
    found = [name for name in ("php", "mariadbd", "mariadb-install-db", "mariadb") if shutil.which(name) is None]
    return found if (WORDPRESS / "wp-load.php").exists() else [*found, "wordpress"]


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """Installs, seeds and serves it from `folder`; gives the port on 127.0.0.1."""
    site, database = folder / "site", _Database(folder)
    shutil.copytree(WORDPRESS, site, symlinks=False, ignore_dangling_symlinks=True)
    (site / "wp-config.php").unlink(missing_ok=True)
    theme = site / "wp-content" / "themes" / "plain"
    theme.mkdir(parents=True)
    (theme / "style.css").write_text("/* Theme Name: Plain */\n")
    (theme / "index.php").write_text(_THEME.replace("{{", "{").replace("}}", "}"))
    (theme / "comments.php").write_text(_COMMENTS)
    told = {"socket": database.socket, "host": HOST, "site": site, "posts": POSTS, "comments": COMMENTS}
    for name, text in (("install", _INSTALL), ("seed", _SEED), ("router", _ROUTER)):
        (folder / f"{name}.php").write_text(text.format(**told, per_page=COMMENTS_A_PAGE))
    (site / "wp-config.php").write_text(_CONFIG.format(**told))
    with database.running():
        for name in ("install", "seed"):
            subprocess.run(["php", str(folder / f"{name}.php")], check=True, capture_output=True, timeout=120)
        port = _free_port()
        command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(site), str(folder / "router.php")]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _await(port)
            yield port
        finally:
            server.kill()
            server.wait()


class _Database:
    """A MariaDB in a folder, on a socket alone."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "db"
        self.socket = Path(tempfile.mkdtemp(prefix="wp-")) / "my.sock"  # a socket's path is short by law

    @contextmanager
    def running(self) -> Iterator[None]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        made = [
            "mariadb-install-db",
            "--no-defaults",
            f"--datadir={self._data}",
            "--auth-root-authentication-method=normal",
        ]
        subprocess.run([*made, "--user=root"], check=True, timeout=120, **quiet)
        at = [f"--datadir={self._data}", f"--socket={self.socket}", "--skip-networking", "--user=root"]
        process = subprocess.Popen(["mariadbd", "--no-defaults", *at], **quiet)
        try:
            self._prepare()
            yield
        finally:
            process.terminate()
            process.wait(60)
            shutil.rmtree(self.socket.parent)

    def _prepare(self) -> None:
        words = (
            "CREATE DATABASE wp CHARACTER SET utf8mb4; CREATE USER wp@localhost IDENTIFIED BY 'wp'; "
            "GRANT ALL ON wp.* TO wp@localhost"
        )
        for _ in range(100):
            command = ["mariadb", "--no-defaults", "-u", "root", "-S", str(self.socket), "-e", words]
            if subprocess.run(command, check=False, capture_output=True).returncode == 0:
                return
            time.sleep(0.2)
        raise TimeoutError(f"{self.socket}: no MariaDB within 20 s")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _await(port: int) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readme.html", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"port {port}: no answer within 10 s")


def record(folder: Path) -> None:
    """One night's crawl of it, kept in folder/archive."""
    from tests.spiders.local_site import Nights, Site, source

    with tempfile.TemporaryDirectory(prefix="wordpress-") as aside, running(Path(aside)) as port:
        blog = source("wordpress", url=f"http://{HOST}/", source_id="dockside-notes")
        nights = Nights(folder)
        print(nights.crawl(Site(), blog, connect_to={HOST: f"127.0.0.1:{port}"}))  # noqa: T201  (a script's answer)


if __name__ == "__main__":
    record(Path(sys.argv[1]))
