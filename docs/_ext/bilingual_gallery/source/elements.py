"""Elements of HTML: which there are, which end by themselves, and which a page may not hold."""

from __future__ import annotations

# WHATWG, HTML, the index of elements, with those that browsers still know.
_HTML = (
    "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas"
    " caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed"
    " fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr"
    " html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr"
    " noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp"
    " script search section select slot small source span strike strong style sub summary sup svg table"
    " tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr math"
)
# What drawings and formulas are made of, as far as somebody writes them by hand.
_DRAWING = (
    "animate circle clippath defs desc ellipse filter foreignobject g image line lineargradient marker mask"
    " path pattern polygon polyline radialgradient rect stop switch symbol text textpath tspan use view"
    " annotation maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts"
    " mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
)
KNOWN = frozenset(f"{_HTML} {_DRAWING}".split())
# They have no end, or may go without one.
ENDLESS = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody"
    " tfoot option optgroup colgroup rp rt body html head".split()
)
# They lead readers away, load what is not the site's, or run what is not its own.
REFUSED = frozenset(
    "applet base embed form frame frameset iframe link meta object portal script".split()
)
