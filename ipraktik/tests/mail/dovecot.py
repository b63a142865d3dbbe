"""A real mailbox for the tests: a dovecot of our own, in a folder of our own, on a port of our own."""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
NO_DOVECOT = "No dovecot was found: the tests of the mailbox did NOT run. Install dovecot-imapd."
USER, PASSWORD = "svar", "kun-til-denne-gang"
PATIENCE = 20
COMMON = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""
OLD = """
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={{PLAIN}}{password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
"""
NEW = """dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = {folder}/mail
passdb static {{
  password = {{PLAIN}}{password}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/home
  }}
}}
"""


class Mailbox:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ipraktik-dovecot-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.process = None

    def open(self):
        for name in ("run", "state", "mail", "home"):
            (self.folder / name).mkdir()
        owner = pwd.getpwnam("dovecot") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        for name in ("mail", "home"):
            os.chown(self.folder / name, owner.pw_uid, owner.pw_gid)
        config = self.folder / "dovecot.conf"
        config.write_text(self.config(owner))
        self.process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stderr=subprocess.DEVNULL)
        self.wait()

    def config(self, owner):
        version = subprocess.run([DOVECOT, "--version"], capture_output=True, text=True, check=True).stdout
        told = NEW + COMMON if version.startswith("2.4") else COMMON + OLD
        own = pwd.getpwuid(os.getuid()).pw_name
        group = grp.getgrgid(os.getgid()).gr_name
        is_root = os.getuid() == 0
        return told.format(
            folder=self.folder, port=self.port, password=PASSWORD, uid=owner.pw_uid, gid=owner.pw_gid,
            internal="dovecot" if is_root else own, internal_group="dovecot" if is_root else group,
            login="dovenull" if is_root else own,
        )  # fmt: skip

    def wait(self):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.client().logout()
                return
            except (OSError, imaplib.IMAP4.error) as trouble:
                if time.monotonic() > end:
                    log = self.folder / "log"
                    raise RuntimeError(log.read_text() if log.exists() else "dovecot says nothing") from trouble
                time.sleep(0.2)

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self):
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def client(self):
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=5)
        client.login(USER, PASSWORD)
        client.select("INBOX")
        return client

    def deliver(self, *mails):
        client = self.client()
        for mail in mails:
            assert client.append("INBOX", None, None, mail)[0] == "OK"
        client.logout()

    def flags(self):
        """The flags of each mail, in the order in which they came."""
        client = self.client()
        found = client.fetch("1:*", "(FLAGS)")[1]
        client.logout()
        return [sorted(each.decode() for each in imaplib.ParseFlags(line)) for line in found if line]

    def empty(self):
        client = self.client()
        if client.search(None, "ALL")[1][0]:
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
        client.logout()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
