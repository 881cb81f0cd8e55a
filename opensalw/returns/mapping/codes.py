"""A mapping at work: codes become lines, splits and jurisdictions, and the other way round."""

from collections.abc import Mapping
from functools import cached_property

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import fold
from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import FrameworkSpec, Line
from opensalw.roadmap.rules import dims_key

from ..names import Names
from .spec import Element, MappingSpec


class Codes:
    """The codes of one other system. Refused names the code that is unknown, its field in their words, and the mend."""

    def __init__(self, mapping: MappingSpec, framework: FrameworkSpec) -> None:
        self.mapping, self.framework = mapping, framework
        self.names = Names(framework)
        self._elements = {one.code: one for one in mapping.elements}
        self._lines = {one.code: (one, framework.line(one.line)) for one in mapping.elements}
        self._categories = {one.code: one for one in mapping.categories}
        self._splits: dict[tuple[str, str, str], dict[str, str]] = {}

    def jurisdiction(self, org_unit: str) -> str:
        """Whose figure it is."""
        found = self.mapping.org_units.get(org_unit)
        if found is None:
            raise self._unknown(_("organisation unit"), org_unit, "orgUnit")
        return found

    def data_set(self, code: str) -> None:
        """Refuse a data set that the mapping does not take."""
        if code and self.mapping.data_sets and code not in self.mapping.data_sets:
            raise self._unknown(_("data set"), code, "dataSet")

    def line(self, element: str) -> tuple[Element, Line]:
        """The line of a data element."""
        found = self._lines.get(element)
        if found is None:
            raise self._unknown(_("data element"), element, "dataElement")
        return found

    def __contains__(self, element: str) -> bool:
        """Whether a data element is in the mapping."""
        return element in self._lines

    def line_or_none(self, element: str) -> Line | None:
        """The line of a data element; None where the mapping does not have it."""
        return self._lines[element][1] if element in self._lines else None

    def split(self, element: str, combo: str, attribute_combo: str) -> dict[str, str]:
        """The split that an element and its option combos mean together."""
        key = (element, combo, attribute_combo)
        if key not in self._splits:
            declared, line = self.line(element)
            parts = {
                "dataElement": declared.dimensions,
                "categoryOptionCombo": self._combo(combo, line),
                "attributeOptionCombo": self._attribute_combo(attribute_combo),
            }
            self._splits[key] = self._together(parts, line)
        return self._splits[key]

    def split_of(self, element: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """The split that the attributes of an ADX value mean."""
        declared, line = self.line(element)
        parts: dict[str, Mapping[str, str]] = {"dataElement": declared.dimensions}
        for code, option in attributes.items():
            category = self._categories.get(code)
            if category is None:
                raise self._unknown(_("attribute"), code, code)
            if option in category.options:
                parts[code] = {category.dimension: category.options[option]}
            elif not category.options or self.framework.dimensions[category.dimension].open:
                parts[code] = {category.dimension: option}
            else:
                known = {"option": option[:60], "code": code, "known": ", ".join(category.options)}
                raise Refused(_("“%(option)s” is no option of %(code)s. Known: %(known)s.") % known, code)
        return self._together(parts, line)

    def _combo(self, code: str, line: Line) -> Mapping[str, str]:
        if code in ("", *self.mapping.default_option_combos):
            return {}
        found = self.mapping.option_combos.get(code)
        if found is not None:
            return found
        if not self.mapping.split_in_combos:
            raise self._unknown(_("category option combo"), code, "categoryOptionCombo")
        try:
            return self.names.split(line, code)
        except Refused as refused:
            raise Refused(refused.reason, "categoryOptionCombo") from None

    def _attribute_combo(self, code: str) -> Mapping[str, str]:
        if code in ("", *self.mapping.default_option_combos):
            return {}
        found = self.mapping.attribute_option_combos.get(code)
        if found is None:
            raise self._unknown(_("attribute option combo"), code, "attributeOptionCombo")
        return found

    def _together(self, parts: Mapping[str, Mapping[str, str]], line: Line) -> dict[str, str]:
        dims: dict[str, str] = {}
        said = [part for part in parts.values() if part]
        if len(said) == 1 and said[0] is parts.get("categoryOptionCombo") and self.mapping.split_in_combos:
            return dict(said[0])
        for field, part in parts.items():
            for name, member in part.items():
                if dims.get(name, member) != member:
                    words = _("%(name)s is given twice: %(first)s and %(second)s.")
                    raise Refused(words % {"name": name, "first": dims[name], "second": member}, field)
                dims[name] = member
        try:
            return self.names.members(line, dims)
        except Refused as refused:
            raise Refused(refused.reason, self._guilty(parts, line)) from None

    def _guilty(self, parts: Mapping[str, Mapping[str, str]], line: Line) -> str:
        """The field whose part of a split the line does not offer."""
        for field, part in parts.items():
            try:
                self.names.members(line, part)
            except Refused:
                return field
        return list(parts)[-1]

    def reason(self, comment: str) -> str:
        """The missing reason that a comment stands for; blank where it is just a comment."""
        return self._comments.get(fold(comment), "") if comment and self.mapping.comments else ""

    @cached_property
    def _comments(self) -> dict[str, str]:
        return {fold(word): reason for word, reason in self.mapping.comments.items()}

    def _unknown(self, what: str, code: str, field: str) -> Refused:
        if not code:
            return Refused(_("The %(what)s is missing.") % {"what": what}, field)
        words = _("The %(what)s “%(code)s” is not in the mapping %(mapping)s. Correct it, or add it to the mapping.")
        return Refused(words % {"what": what, "code": code[:60], "mapping": self.mapping.key}, field)

    def element_of(self, reference: str, dims: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """The data element of a figure and what is left of its split; the one that fixes most is taken."""
        fitting = [
            one for one in self._by_line.get(reference, ())
            if all(dims.get(name) == member for name, member in one.dimensions.items())
        ]  # fmt: skip
        if not fitting:
            raise Refused(_("No data element of the mapping is this line."), "dataElement")
        chosen = max(fitting, key=lambda one: len(one.dimensions))
        return chosen.code, {name: member for name, member in dims.items() if name not in chosen.dimensions}

    @cached_property
    def _by_line(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for one in self.mapping.elements:
            found.setdefault(one.line, []).append(one)
        return found

    def combos_of(self, dims: Mapping[str, str]) -> tuple[str, str]:
        """The category and the attribute option combo of a split; together they must hold all of it."""
        default = self.mapping.default_option_combos[0]
        if not dims:
            return default, default
        if self.mapping.split_in_combos:
            return dims_key(dims), default
        by_split = self._by_split
        for attribute, fixed in {default: {}, **self.mapping.attribute_option_combos}.items():
            if all(dims.get(name) == member for name, member in fixed.items()):
                rest = dims_key({name: member for name, member in dims.items() if name not in fixed})
                if rest in by_split:
                    return by_split[rest], attribute
        words = _("No option combo of the mapping is the split %(split)s.")
        raise Refused(words % {"split": dims_key(dims)}, "categoryOptionCombo")

    @cached_property
    def _by_split(self) -> dict[str, str]:
        found = {dims_key(dims): code for code, dims in reversed(self.mapping.option_combos.items())}
        return {**found, "": self.mapping.default_option_combos[0]}

    def attributes_of(self, dims: Mapping[str, str]) -> dict[str, str]:
        """The attributes of an ADX value for a split."""
        found: dict[str, str] = {}
        for name, member in dims.items():
            category = next((one for one in self.mapping.categories if one.dimension == name), None)
            if category is None:
                raise Refused(_("No category of the mapping is the dimension %(name)s.") % {"name": name}, name)
            options = {ours: theirs for theirs, ours in reversed(category.options.items())}
            is_open = not category.options or self.framework.dimensions[name].open
            if member not in options and not is_open:
                words = _("No option of %(code)s is the member %(member)s.")
                raise Refused(words % {"code": category.code, "member": member}, category.code)
            found[category.code] = options.get(member, member)
        return found

    def org_unit_of(self, jurisdiction: str) -> str:
        """Their organisation unit of a jurisdiction."""
        found = next((code for code, ours in self.mapping.org_units.items() if ours == jurisdiction), None)
        if found is None:
            raise Refused(_("No organisation unit of the mapping is %(id)s.") % {"id": jurisdiction}, "orgUnit")
        return found

    @property
    def data_set_code(self) -> str:
        """The data set that is written."""
        return self.mapping.data_sets[0] if self.mapping.data_sets else self.mapping.framework
