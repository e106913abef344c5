"""What is typed into a search in English: words that say little, and words that are used for one another."""

from __future__ import annotations

from .language import Query

QUERY = Query(
    light=(
        "a an the and or of in on at to for from with by as is are was be it its this that these those i "
        "me my we you your how what why when where which who do does did doing can could should would "
        "will shall may must have has had get gets got make makes made use uses used using need want way "
        "explain meaning mean means example please there here any some so if than then but not no into "
        "out about vs versus between t s work works working worked fails failed failing "
        "problem issue trouble error errors "
        "doesn don isn won cannot cant fix help basic basics beginner intro introduction tutorial guide"
    ),
    derived="(?:[eo]rs?|[it]ions?)$",
    denied=(
        r"\b(?:not?|never|cannot|can[\u2019' ]t|won[\u2019' ]?t"
        r"|(?:do|does|did|is|are|was|were|has|have)n[\u2019' ]?t)\b"
    ),
    same=(
        "custom own",
        "join concatenate concat combine merge append",
        "remove delete",
        "convert change transform cast",
        "multiply product",
        "clear reset",
        "save store write",
        "load read open",
        "speed fast faster time slow",
        "picture image photo",
        "add insert put",
        "pick select choose",
        "split divide",
        "copy clone duplicate",
        "error fail bug exception crash",
        "grow increase rise improve",
        "fall decrease shrink lower reduce down",
        "high large big",
        "low small",
        "several multiple many multi",
        "count number",
        "build create initialize",
        "test evaluate",
        "predict guess read classify",
        "single one",
        "mistake wrong incorrect",
        "show print display",
        "equal same identical",
        "safe safely secure security dangerous",
        "shape size",
        "long time minute hour",
        "loop repeat iterate",
        "random noise",
        "explode diverge grow",
        "run execute launch start",
        "stop disable off",
        "machine computer",
    ),
    spelled=(
        ("is(e[ds]?|ers?|ing|ations?)$", "iz$1"),
        ("our(s|ed|ing|ful)?$", "or$1"),
        ("ll(ed|ing|ers?)$", "l$1"),
    ),
)
