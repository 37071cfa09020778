"""What is refused at start: settings that would let somebody in, or let data out, without anybody noticing.

On an address that only this machine reaches (`Environment.local`) a developer and the demo may do more.
"""

from __future__ import annotations

import ipaddress
import re
import ssl
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from gongkai.annual.system_errors import reason_of
from gongkai.site import databases
from gongkai.site.environment import Environment
from gongkai.site.environment.setting import Network, is_loopback

_SHORTEST_KEY = 50
_FEWEST_SIGNS = 10


def refusals(environment: Environment) -> list[str]:
    """Why the platform does not start with these settings: a sentence each, empty when it may."""
    return [
        *_of_keys(environment),
        *_of_addresses(environment),
        *_of_cookies(environment),
        *_of_certificates(environment),
        *_of_production(environment),
        *_of_the_database(environment),
        *_of_sign_in_elsewhere(environment),
        *_of_mail(environment),
    ]


def _of_keys(environment: Environment) -> list[str]:
    found = []
    key = environment.secret_key
    if key and (len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_SIGNS):
        found.append(
            f"GONGKAI_SECRET_KEY 太短或重复太多：至少 {_SHORTEST_KEY} 个随机字符；不设时会自动生成一个。"
        )
    if environment.data_key and not re.fullmatch(r"[0-9a-fA-F]{64}", environment.data_key):
        found.append("GONGKAI_DATA_KEY 应为 64 个十六进制数字；不设时会自动生成一个。")
    return found


def _everyone(networks: tuple[Network, ...]) -> bool:
    return any(
        network.prefixlen == 0 or network == ipaddress.ip_network("::ffff:0:0/96") for network in networks
    )


def _of_addresses(environment: Environment) -> list[str]:
    found = [
        f"GONGKAI_HOSTS 中的“{host}”接受任何域名，别人可以冒充本站：请写出每个域名。"
        for host in environment.extra_hosts
        if "*" in host or host.startswith(".")
    ]
    if _everyone(environment.trusted_proxies):
        found.append("GONGKAI_TRUSTED_PROXIES 相信了所有地址，谁都能伪造来源：请只写前置服务器的地址。")
    if _everyone(environment.metrics_from):
        found.append("GONGKAI_METRICS_FROM 让所有人都能读运行指标：请只写监测机器的地址。")
    return found


def _of_cookies(environment: Environment) -> list[str]:
    if environment.cookies == "on" and not environment.https:
        return [
            f"GONGKAI_SECURE_COOKIES=on 而地址是 {environment.url}：Cookie 只经 https 传送，谁也登录不了。"
            "请把 GONGKAI_URL 改为 https，或去掉 GONGKAI_SECURE_COOKIES。"
        ]
    if environment.cookies == "off" and environment.https:
        return ["GONGKAI_SECURE_COOKIES=off 会让登录凭据经 http 泄露：请去掉这一项。"]
    return []


def _of_certificates(environment: Environment) -> list[str]:
    certificate, key = environment.tls_certificate, environment.tls_key
    if (certificate is None) != (key is None):
        return ["GONGKAI_TLS_CERTIFICATE 和 GONGKAI_TLS_KEY 要同时设置。"]
    found = _why_no_https(certificate, key) if certificate and key else []
    if certificate and not environment.https:
        found.append(f"设了证书而 GONGKAI_URL 是 {environment.url}：请改为 https。")
    return found


def _why_no_https(certificate: Path, key: Path) -> list[str]:
    """What would have the front end again and again: files that are missing, closed to us, or no pair."""
    unread = []
    for file in (certificate, key):
        try:
            file.read_bytes()
        except FileNotFoundError:
            unread.append(f"证书或私钥文件 {file} 不存在。")
        except OSError as error:
            unread.append(f"证书或私钥文件 {file} 读不了（{reason_of(error)}）：请让运行平台的用户能读它。")
    if unread:
        return unread
    try:
        # A key that asks for a password would wait for somebody at a keyboard.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "none")
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            return [f"证书 {certificate} 与私钥 {key} 不是一对。"]
        return [
            f"证书 {certificate} 或私钥 {key} 不能用：应为 PEM，证书里本站的在最前面，私钥不能有口令，两个不要填反。"
        ]
    return []


def _of_production(environment: Environment) -> list[str]:
    if environment.local:
        return []
    found = []
    if environment.debug:
        found.append("GONGKAI_DEBUG=on 会把程序内部显示给来访者，只能用于本机地址：请去掉这一项。")
    if environment.second_factor == "off":
        found.append("GONGKAI_SECOND_FACTOR=off 只能用于本机地址：请去掉这一项。")
    if environment.today:
        found.append("GONGKAI_TODAY 把日期固定住，只能用于本机地址：请去掉这一项。")
    if not environment.https:
        found.append(
            f"{environment.url} 不是 https，口令会在网络上明文传送：请把 GONGKAI_URL 设为 https 地址，"
            "由前置的网页服务器或 GONGKAI_TLS_CERTIFICATE 提供证书。"
        )
    elif (
        not is_loopback(environment.address) and environment.tls_certificate is None and is_open(environment)
    ):
        found.append(
            f"在 {environment.address} 上没有证书：请设 GONGKAI_TLS_CERTIFICATE，"
            "或让前置的网页服务器在 GONGKAI_TRUSTED_PROXIES 中，或只监听 127.0.0.1。"
        )
    return found


def is_open(environment: Environment) -> bool:
    """Whether no other machine in front was named, so that people would come without any https."""
    return all(network.is_loopback for network in environment.trusted_proxies)


def _of_the_database(environment: Environment) -> list[str]:
    try:
        databases.configured(environment.database_url, environment.data)
    except databases.UnknownDatabase as unknown:
        return [str(unknown)]
    parts = urlsplit(environment.database_url)
    if parts.scheme not in ("postgres", "postgresql"):
        return []
    options = dict(parse_qsl(parts.query))
    host = options.get("host", parts.hostname or "")
    if not host or host.startswith("/") or is_loopback(host) or "sslmode" in options:
        return []
    return [
        f"DATABASE_URL 的数据库在另一台机器 {host} 上，却没有写明连接是否加密：请在后面加 ?sslmode=verify-full。"
    ]


def _of_sign_in_elsewhere(environment: Environment) -> list[str]:
    given = (environment.oidc_server, environment.oidc_client_id, environment.oidc_client_secret)
    if any(given) and not all(given):
        return ["GONGKAI_OIDC_SERVER、GONGKAI_OIDC_CLIENT_ID、GONGKAI_OIDC_CLIENT_SECRET 要同时设置。"]
    if environment.oidc_server and not environment.oidc_server.startswith("https://"):
        return ["GONGKAI_OIDC_SERVER 必须是 https 地址：登录凭据会经过它。"]
    return []


def _of_mail(environment: Environment) -> list[str]:
    if environment.mail and not environment.mail_from:
        return ["设了 GONGKAI_MAIL 而没有 GONGKAI_MAIL_FROM：请写明发件人。"]
    return []
