"""A real browser: Debian's Chromium, without a window, as wide as a phone."""

from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.needs import AXE, CHROMIUM

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PHONE = (360, 740)


class Browser:
    """Does what a person does: opens, types, presses keys, reads."""

    def __init__(
        self, language: str = "en-US", *, script: bool = True, size: tuple[int, int] = PHONE, dark: bool = False
    ) -> None:
        chromium, driver = CHROMIUM.program("chromium"), CHROMIUM.program("chromedriver")
        options = Options()
        options.binary_location = chromium
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--lang={language}",
        ):
            options.add_argument(argument)
        wishes: dict[str, Any] = {"intl.accept_languages": language}
        if not script:
            wishes["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", wishes)
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 2, "mobile": True}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.quit()

    def open(self, address: str) -> None:
        self.driver.get(address)

    def keys(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def tab(self, times: int = 1) -> None:
        for _ in range(times):
            self.keys(Keys.TAB)

    @property
    def focus(self) -> str:
        """What has the focus: its id, else its text."""
        element = self.driver.switch_to.active_element
        return element.get_attribute("id") or element.text

    @property
    def text(self) -> str:
        return self.driver.find_element("tag name", "body").text

    def sees(self, text: str) -> bool:
        """Wait until a text can be read: pages come when they come."""
        wait = WebDriverWait(self.driver, 15, 0.05, ignored_exceptions=(WebDriverException,))
        return bool(wait.until(lambda _: text in self.text, f"“{text}” did not come"))

    def barriers(self) -> list[str]:
        """What axe finds: rule and place."""
        self.driver.execute_script(AXE.path(SCRIPT).read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))))"
            ".catch(e => done(['axe failed: ' + e]))"
        )
        return list(found)

    def overflow(self) -> tuple[int, int]:
        """How wide the page is, and how much of it shows."""
        sizes = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})
        return round(sizes["cssContentSize"]["width"]), round(sizes["cssLayoutViewport"]["clientWidth"])

    def complaints(self) -> list[str]:
        """What the browser's console says went wrong."""
        return [line["message"] for line in self.driver.get_log("browser") if line["level"] == "SEVERE"]
