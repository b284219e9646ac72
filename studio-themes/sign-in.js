// Before the first paint: the theme that was chosen in the Studio.
{
  const theme = localStorage.getItem("pinwheel.theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.setAttribute("theme", theme);
  }
}
