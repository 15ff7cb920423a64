/* page.c - see page.h */
#include "markup.h"
#include "page.h"

static const char style[] =
    "<style>\n"
    ":root{color-scheme:light dark;--bar:#2f6db3}\n"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;"
    "margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;margin:2rem 0 .5rem;"
    "border-top:1px solid #8888;padding-top:1rem}\n"
    "h3{font-size:1rem;margin:1rem 0 .25rem}p{margin:.25rem 0}\n"
    "pre{overflow-x:auto;padding:.5rem;border:1px solid #8888;"
    "font:.85rem/1.35 ui-monospace,monospace}\n"
    "b{padding:0 .4em;border:1px solid;border-radius:.3em}\n"
    ".passed b{color:#176a2c}.failed b{color:#b00020}.neither "
    "b{color:#765000}\n"
    ".wide{overflow-x:auto}svg{width:100%;max-width:36rem;height:auto}\n"
    "svg text{font:12px system-ui,sans-serif;fill:currentColor}\n"
    "rect,.bar{fill:var(--bar);background:var(--bar)}\n"
    ".bar{display:inline-block;height:.7em;min-width:1px}\n"
    "table{border-collapse:collapse;margin:.5rem 0}\n"
    "caption{text-align:start;font-weight:600;padding:.25rem 0}\n"
    "th,td{text-align:start;padding:.2rem .6rem;vertical-align:top;"
    "border-bottom:1px solid #8884}\n"
    "td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}\n"
    "td.bars{min-width:6rem}li,td,p{overflow-wrap:anywhere}\n"
    "summary{cursor:pointer}\n"
    ".steps{overflow-x:auto}.steps svg{display:block;max-width:none}"
    ".steps svg text{font:11.5px ui-monospace,monospace}"
    ".steps .who,.steps .call,.steps .bad{font-weight:bold}"
    ".steps .who{text-anchor:middle}.steps .step{text-anchor:end;opacity:.7}"
    ".steps .bad{fill:#b00020}.steps rect{fill:Canvas;stroke:#8888}"
    ".steps rect.fatal{stroke:#b00020;stroke-width:2}"
    ".lane{stroke:#8886;stroke-dasharray:2 4}"
    ".turn{fill:none;stroke:currentColor;opacity:.6}"
    ".tip{fill:currentColor;opacity:.6}\n"
    "@media(prefers-color-scheme:dark){:root{--bar:#7fb2ea}"
    ".passed b{color:#7fd894}"
    ".failed b{color:#ff9ba6}.neither b{color:#f0c674}"
    ".steps .bad{fill:#ff9ba6}.steps rect.fatal{stroke:#ff9ba6}}\n"
    "@media(max-width:30em){.bars{display:none}}\n"
    "@media print{.wide{overflow:visible}}\n"
    "</style>\n";

void page_add(struct text *to, const char *before, const char *content,
              const char *after)
{
    text_addf(to, "%s", before);
    markup_add(to, content);
    text_addf(to, "%s", after);
}

void page_begin(struct text *to, const char *title)
{
    text_addf(to, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, "
                  "initial-scale=1\">\n");
    page_add(to, "<title>", title, "</title>\n");
    text_addf(to, "%s</head>\n<body>\n<main>\n", style);
}

void page_end(struct text *to)
{
    text_addf(to, "</main>\n</body>\n</html>\n");
}
