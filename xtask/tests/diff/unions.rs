//! Unions: tagged variants in requests, one struct in responses.

use super::{NOTHING, lines, request_property, response_property, returned, sent};

fn mapping(tags: &[&str]) -> String {
    let entries: Vec<String> = tags.iter().map(|tag| format!("{tag}: '#/components/schemas/{tag}'")).collect();
    format!("discriminator: {{ propertyName: mode, mapping: {{ {} }} }}", entries.join(", "))
}

/// A union of variants that each require the property with their own name.
fn forms(tags: &[&str]) -> String {
    let members: Vec<String> = tags.iter().map(|tag| format!("{{ $ref: '#/components/schemas/{tag}' }}")).collect();
    let form = |tag: &&str| {
        let properties = format!("properties: {{ mode: {{ type: string }}, {tag}: {{ type: string }} }}");
        format!("    {tag}: {{ type: object, required: [{tag}], {properties} }}\n")
    };
    let schemas: String = tags.iter().map(form).collect();
    format!("    A: {{ oneOf: [{}], {} }}\n{schemas}", members.join(", "), mapping(tags))
}

/// The same as a base that its variants extend.
fn base(tags: &[&str]) -> String {
    let form = |tag: &&str| {
        let own = format!("{{ required: [{tag}], properties: {{ {tag}: {{ type: string }} }} }}");
        format!("    {tag}: {{ allOf: [{{ $ref: '#/components/schemas/A' }}, {own}] }}\n")
    };
    let schemas: String = tags.iter().map(form).collect();
    format!("    A: {{ type: object, properties: {{ mode: {{ type: string }} }}, {} }}\n{schemas}", mapping(tags))
}

const TWO: [&str; 2] = ["one", "two"];
const THREE: [&str; 3] = ["one", "two", "three"];

/// An object with the tag and a property with its own name.
fn form(name: &str) -> String {
    format!("    {name}: {{ type: object, properties: {{ mode: {{ type: string }}, {name}: {{ type: string }} }} }}\n")
}

#[test]
fn a_new_request_variant_is_additive_and_a_removed_one_is_breaking() {
    for union in [forms, base] {
        let (two, three) = (sent(&union(&TWO)), sent(&union(&THREE)));
        assert_eq!(lines(&two, &three), ["additive  `A` in requests of PostA: the form `three` is new"]);
        assert_eq!(lines(&three, &two), ["breaking  `A` in requests of PostA: the form `three` is gone"]);
    }
}

#[test]
fn the_variants_of_a_response_are_one_struct() {
    for union in [forms, base] {
        let (two, three) = (returned(&union(&TWO)), returned(&union(&THREE)));
        assert_eq!(lines(&two, &three), ["additive  `A` in responses of GetA: `three` is new"]);
        assert_eq!(lines(&three, &two), ["breaking  `A` in responses of GetA: `three` is gone"]);
    }
}

#[test]
fn a_base_is_a_union_behind_any_reference_to_it() {
    let of = |required: &str| {
        let pet = "    A: { type: object, properties: { pet: { allOf: [{ $ref: '#/components/schemas/Pet' }, { description: It. }] } } }\n";
        let form =
            format!("{{ required: [{required}], properties: {{ a: {{ type: string }}, b: {{ type: string }} }} }}");
        sent(&format!(
            "{pet}    Pet: {{ type: object, properties: {{ mode: {{ type: string }} }}, {} }}
    cat: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}, {form}] }}\n",
            mapping(&["cat"])
        ))
    };
    assert_eq!(lines(&of("a"), &of("a, b")), ["breaking  `cat` in requests of PostA: `b` is now required"]);
}

#[test]
fn an_alternative_in_another_notation_and_another_form_of_two_unions_are_no_change() {
    let of = |more: &str| format!("{{ oneOf: [{{ type: string }}, {{ type: boolean }}{more}] }}");
    for more in ["{ type: string, description: D. }", "{ oneOf: [{ type: string }] }", "{ allOf: [{ type: string }] }"]
    {
        assert_eq!(response_property(&of(""), &of(&format!(", {more}"))), NOTHING, "{more}");
    }
    let object = |name: &str| format!("{{ type: object, properties: {{ {name}: {{ type: string }} }} }}");
    let (one, any) =
        (format!("oneOf: [{}, {}]", object("x"), object("y")), format!("anyOf: [{}, {}]", object("a"), object("b")));
    let (beside, inside) = (format!("{{ {one}, {any} }}"), format!("{{ allOf: [{{ {one} }}, {{ {any} }}] }}"));
    for compare in [request_property, response_property] {
        assert_eq!(compare(&beside, &inside), NOTHING);
        assert_eq!(compare(&inside, &beside), NOTHING);
    }
}

#[test]
fn a_map_beside_an_object_may_contain_the_union_itself() {
    let of = |more: &str| {
        let form = format!("{{ type: object, properties: {{ x: {{ type: string }}{more} }} }}");
        returned(&format!(
            "    A: {{ oneOf: [{form}, {{ type: object, additionalProperties: {{ $ref: '#/components/schemas/A' }} }}] }}"
        ))
    };
    assert_eq!(lines(&of(""), &of("")), NOTHING);
    let line = "additive  `A` in responses of GetA: `y` is new";
    assert_eq!(lines(&of(""), &of(", y: { type: string }")), [line]);
}

#[test]
fn an_alternative_without_a_tag_is_still_compared() {
    let of = |more: &str| {
        let form = |name: &str, more: &str| {
            format!(
                "    {name}: {{ type: object, properties: {{ k: {{ type: integer }}, {name}: {{ type: string }}{more} }} }}\n"
            )
        };
        let members = "{ $ref: '#/components/schemas/x' }, { $ref: '#/components/schemas/y' }";
        returned(&format!(
            "    A: {{ oneOf: [{members}], discriminator: {{ propertyName: k }} }}\n{}{}",
            form("x", more),
            form("y", "")
        ))
    };
    let new = "additive  `A` in responses of GetA: `n` is new";
    assert_eq!(lines(&of(""), &of(", n: { type: string }")), [new]);
}

#[test]
fn a_union_that_is_mapped_by_its_own_name_has_all_its_variants() {
    let of = |mapping: &str| {
        let union = |members: [&str; 2], mapping: &str| {
            let members = members.map(|name| format!("{{ $ref: '#/components/schemas/{name}' }}")).join(", ");
            format!("oneOf: [{members}], discriminator: {{ propertyName: mode{mapping} }}")
        };
        let (outer, inner) = (union(["x", "In"], mapping), union(["y", "z"], ""));
        returned(&format!("    A: {{ {outer} }}\n    In: {{ {inner} }}\n{}{}{}", form("x"), form("y"), form("z")))
    };
    let (partial, explicit) = (of(", mapping: { x: x }"), of(", mapping: { x: x, In: In }"));
    assert_eq!(lines(&partial, &explicit), NOTHING);
    assert_eq!(lines(&explicit, &partial), NOTHING);
}

#[test]
fn limits_of_one_union_do_not_hide_another_union() {
    let of = |limit: u8| {
        let limits = "{ required: [x] }, { maxProperties: 3 }";
        let p = format!("{{ type: object, properties: {{ p: {{ type: string, maxLength: {limit} }} }} }}");
        let q = "{ type: object, properties: { q: { type: string } } }";
        sent(&format!("    A: {{ type: object, properties: {{ x: {{}} }}, oneOf: [{limits}], anyOf: [{p}, {q}] }}"))
    };
    assert_eq!(lines(&of(3), &of(3)), NOTHING);
    assert!(!lines(&of(5), &of(3)).is_empty());
}

#[test]
fn a_base_is_the_union_of_the_variants_that_extend_it() {
    for document in [sent, returned] {
        let (base, forms) = (document(&base(&TWO)), document(&forms(&TWO)));
        assert_eq!(lines(&base, &forms), NOTHING);
        assert_eq!(lines(&forms, &base), NOTHING);
    }
}

#[test]
fn a_base_ignores_the_tags_of_schemas_that_do_not_extend_it() {
    let of = |mapping: &str| {
        let base = base(&["one", "two"]);
        let (before, after) = base.split_once("mapping: {").expect("a mapping");
        let (_, after) = after.split_once('}').expect("its end");
        format!("{before}mapping: {{ {mapping} }}{after}    Other: {{ type: object }}\n")
    };
    let stale = "z: '#/components/schemas/Other'";
    let one = "one: '#/components/schemas/one'";
    let two = |tag: &str| format!("{one}, {tag}: '#/components/schemas/two'");
    assert_eq!(lines(&sent(&of(&two("two"))), &sent(&of(&format!("{}, {stale}", two("two"))))), NOTHING);
    assert_eq!(
        lines(&sent(&of(&format!("{}, {stale}", two("two")))), &sent(&of(&format!("{}, {stale}", two("2"))))),
        ["breaking  `A` in requests of PostA: the tag of `two` is now `2`, no longer `two`"]
    );
}

#[test]
fn a_union_with_one_alternative_is_that_alternative() {
    let property = |b: &str| {
        format!(
            "    A: {{ type: object, properties: {{ b: {b} }} }}\n{}",
            base(&TWO).replace("A: ", "B: ").replace("/A'", "/B'")
        )
    };
    let reference = "$ref: '#/components/schemas/B'";
    let alone = property(&format!("{{ nullable: true, allOf: [{{ {reference} }}] }}"));
    let union = property(&format!("{{ anyOf: [{{ {reference} }}, {{ enum: [null] }}] }}"));
    for document in [sent, returned] {
        assert_eq!(lines(&document(&alone), &document(&union)), NOTHING);
        assert_eq!(lines(&document(&union), &document(&alone)), NOTHING);
    }
}

#[test]
fn a_tag_that_is_renamed_in_a_response_is_breaking() {
    let old = returned(&forms(&TWO));
    let new = returned(&forms(&TWO).replace("two: '#", "deux: '#"));
    assert_eq!(
        lines(&old, &new),
        ["breaking  `A` in responses of GetA: the tag of `two` is now `deux`, no longer `two`"]
    );
}

#[test]
fn inline_variants_are_identified_by_their_tag() {
    let form = |tag: &str| {
        format!("{{ type: object, properties: {{ mode: {{ type: string, enum: [{tag}] }}, b: {{ type: string }} }} }}")
    };
    let discriminator = "discriminator: { propertyName: mode }";
    let in_place = format!("    A: {{ oneOf: [{}, {}], {discriminator} }}", form("one"), form("two"));
    let referred = format!(
        "    A: {{ oneOf: [{{ $ref: '#/components/schemas/one' }}, {{ $ref: '#/components/schemas/two' }}], {} }}
    one: {}
    two: {}",
        mapping(&TWO),
        form("one"),
        form("two")
    );
    assert_eq!(lines(&sent(&referred), &sent(&in_place)), NOTHING);
}

#[test]
fn a_change_of_one_variant_names_that_variant() {
    let old = forms(&TWO);
    let new = old.replace("required: [two], ", "");
    assert_eq!(lines(&sent(&old), &sent(&new)), ["additive  `two` in requests of PostA: `two` may now be left out"]);
}

#[test]
fn variants_without_a_tag_are_identified_by_their_type() {
    let old = "    A: { type: object, properties: { b: { oneOf: [{ type: string }, { type: integer }] } } }";
    let new =
        "    A: { type: object, properties: { b: { oneOf: [{ type: integer }, { type: string }, { type: array }] } } }";
    let new = new.replace("{ type: array }", "{ type: array, items: { type: string } }");
    assert_eq!(lines(&sent(old), &sent(&new)), ["additive  `A.b` in requests of PostA: the form `array` is new"]);
    assert_eq!(
        lines(&returned(old), &returned(&new)),
        ["breaking  `A.b` in responses of GetA: the form `array` is new"]
    );
}

#[test]
fn inline_objects_without_a_tag_are_identified_by_what_they_require() {
    let form =
        |name: &str| format!("{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}");
    let union = |names: &[&str]| {
        let forms: Vec<String> = names.iter().map(|name| form(name)).collect();
        sent(&format!("    A: {{ type: object, properties: {{ b: {{ oneOf: [{}] }} }} }}", forms.join(", ")))
    };
    assert_eq!(lines(&union(&["c", "d"]), &union(&["d", "c"])), NOTHING);
    assert_eq!(
        lines(&union(&["c", "d"]), &union(&["e", "d", "c"])),
        ["additive  `A.b` in requests of PostA: the form `{e}` is new"]
    );
}

#[test]
fn alternatives_of_one_type_equal_that_type() {
    for (one, alternatives) in [
        ("{ type: string }", "{ anyOf: [{ type: string }, { type: string, format: uri }] }"),
        ("{ type: string }", "{ oneOf: [{ type: string, enum: [c] }, { type: string }] }"),
        ("{ type: string }", "{ anyOf: [{ type: string, minItems: 1 }, { type: string, minimum: 1 }] }"),
        ("{ type: string, enum: [c, d] }", "{ anyOf: [{ type: string, enum: [c] }, { type: string, enum: [d] }] }"),
    ] {
        for compare in [request_property, response_property] {
            assert_eq!(compare(one, alternatives), NOTHING, "{alternatives}");
            assert_eq!(compare(alternatives, one), NOTHING, "{alternatives}");
        }
    }
}

#[test]
fn limited_alternatives_are_not_their_type() {
    let limited = "{ anyOf: [{ type: string, maxLength: 5 }, { type: string, maxLength: 6 }] }";
    assert_eq!(
        request_property("{ type: string }", limited),
        ["breaking  `b` was a string and is now one of several forms"]
    );
    assert_eq!(response_property("{ type: string }", limited), NOTHING);
}

#[test]
fn an_object_that_becomes_a_request_union_is_one_line() {
    let object = sent("    A: { type: object, properties: { one: { type: string } } }");
    assert_eq!(
        lines(&object, &sent(&forms(&TWO))),
        ["breaking  PostA: the body was an object (`A`) and is now one of several forms (`A`)"]
    );
}

#[test]
fn a_struct_of_all_variants_requires_the_properties_that_all_require() {
    let old = "
    A: { oneOf: [{ $ref: '#/components/schemas/one' }, { $ref: '#/components/schemas/two' }] }
    one: { type: object, required: [b], properties: { b: { type: string } } }
    two: { type: object, required: [b], properties: { b: { type: string } } }
";
    let new = old.replacen("required: [b], ", "", 1);
    assert_eq!(lines(&returned(old), &returned(&new)), ["additive  `A` in responses of GetA: `b` may now be missing"]);
}

#[test]
fn the_tag_property_is_hidden_because_the_variant_writes_it() {
    let old = forms(&TWO);
    let new = old.replace("mode: { type: string }", "mode: { type: string, enum: [one, two], default: one }");
    assert_ne!(old, new);
    assert_eq!(lines(&sent(&old), &sent(&new)), NOTHING);
}

/// A request that is a union of `x` and `y` with this mapping.
fn mapped(mapping: &str) -> rebilly_customer_auth_codegen::Document {
    let union = "oneOf: [{ $ref: '#/components/schemas/x' }, { $ref: '#/components/schemas/y' }]";
    let mapping: Vec<String> = mapping
        .split(", ")
        .filter_map(|entry| entry.split_once(": "))
        .map(|(tag, name)| format!("{tag}: '#/components/schemas/{name}'"))
        .collect();
    let discriminator = format!("discriminator: {{ propertyName: mode, mapping: {{ {} }} }}", mapping.join(", "));
    sent(&format!("    A: {{ {union}, {discriminator} }}\n{}{}", form("x"), form("y")))
}

#[test]
fn a_request_tag_of_another_variant_is_breaking() {
    assert_eq!(
        lines(&mapped("one: x, two: y"), &mapped("one: y, two: x")),
        [
            "breaking  `A` in requests of PostA: the form `one` was an object (`x`) and is now an object (`y`)",
            "breaking  `A` in requests of PostA: the form `two` was an object (`y`) and is now an object (`x`)",
        ]
    );
}

#[test]
fn a_response_tag_of_another_variant_is_breaking() {
    let of = |mapping: &str, name: &str| {
        let union = format!("oneOf: [{{ $ref: '#/components/schemas/{name}' }}, {{ $ref: '#/components/schemas/y' }}]");
        let discriminator = format!("discriminator: {{ propertyName: mode, mapping: {{ {mapping} }} }}");
        let form = |property: &str| {
            format!("type: object, properties: {{ mode: {{ type: string }}, {property}: {{ type: string }} }}")
        };
        returned(&format!(
            "    A: {{ {union}, {discriminator} }}\n    {name}: {{ {} }}\n    y: {{ {} }}\n",
            form("of_x"),
            form("of_y")
        ))
    };
    let old = of("one: x, two: y", "x");
    assert_eq!(
        lines(&old, &of("one: y, two: x", "x")),
        [
            "breaking  `A` in responses of GetA: `one` stands for `y`, no longer for `x`",
            "breaking  `A` in responses of GetA: `two` stands for `x`, no longer for `y`",
        ]
    );
    assert_eq!(lines(&old, &of("two: y, one: x", "x")), NOTHING);
    // Only the schema is renamed.
    assert_eq!(lines(&old, &of("one: x2, two: y", "x2")), NOTHING);
}

#[test]
fn a_tag_with_another_value_is_one_line() {
    let (old, new) = (mapped("x: x, two: y"), mapped("X: x, two: y"));
    assert_eq!(lines(&old, &new), ["breaking  `A` in requests of PostA: the tag of `x` is now `X`, no longer `x`"]);
}

#[test]
fn each_of_two_tags_of_one_variant_matters() {
    let (one, two) = (mapped("one: x, three: y"), mapped("one: x, two: x, three: y"));
    assert_eq!(lines(&one, &two), ["additive  `A` in requests of PostA: the form `two` is new"]);
    assert_eq!(lines(&two, &one), ["breaking  `A` in requests of PostA: the form `two` is gone"]);
}

#[test]
fn a_variant_with_another_tag_is_breaking() {
    let (old, new) = (mapped("foo-bar: x, foo_bar: y"), mapped("foo_bar: x, foo-bar: y"));
    let found = lines(&old, &new);
    let swapped = "breaking  `A` in requests of PostA: the variant `FooBar` is now `foo_bar`, no longer `foo-bar`";
    assert!(found.iter().any(|line| line == swapped), "{found:#?}");
    assert_eq!(lines(&mapped("one: x, two: y"), &mapped("two: y, one: x")), NOTHING);
}

#[test]
fn null_is_listed_once_for_the_union() {
    let of = |more: &str| {
        let union = "oneOf: [{ type: object, properties: { x: { type: string } } }, { type: string }]";
        sent(&format!("    A: {{ type: object, properties: {{ b: {{ {union}{more} }} }} }}"))
    };
    assert_eq!(
        lines(&of(", nullable: true"), &of("")),
        ["breaking  `A` in requests of PostA: `b` may no longer be `null`"]
    );
}

/// A request that is a union of `x` and of `name`, which allows these values as its tag, without a mapping.
fn implicit(name: &str, values: &str) -> rebilly_customer_auth_codegen::Document {
    let union = format!("oneOf: [{{ $ref: '#/components/schemas/x' }}, {{ $ref: '#/components/schemas/{name}' }}]");
    sent(&format!(
        "    A: {{ {union}, discriminator: {{ propertyName: mode }} }}
    x: {{ type: object, properties: {{ mode: {{ type: string }}, x: {{ type: string }} }} }}
    {name}: {{ type: object, properties: {{ mode: {{ type: string{values} }}, y: {{ type: string }} }} }}"
    ))
}

#[test]
fn another_implicit_tag_is_breaking() {
    let gone = |new: &rebilly_customer_auth_codegen::Document, tag: &str| {
        let found = lines(&implicit("y", ", enum: [a]"), new);
        let line = format!("breaking  `A` in requests of PostA: the form `{tag}` is gone");
        found.contains(&line)
    };
    for (values, tag) in [(", enum: [aa]", "aa"), ("", "y")] {
        let found = lines(&implicit("y", ", enum: [a]"), &implicit("y", values));
        let line = format!("breaking  `A` in requests of PostA: the tag of `y` is now `{tag}`, no longer `a`");
        assert!(found.contains(&line), "{found:#?}");
    }
    assert!(!gone(&implicit("z", ", enum: [a]"), "a"));
    let found = lines(&implicit("y", ""), &implicit("z", ""));
    assert!(found.contains(&"breaking  `A` in requests of PostA: the form `y` is gone".to_owned()), "{found:#?}");
}

#[test]
fn a_new_variant_of_a_base_needs_no_mapping() {
    let base = |more: &str| {
        let form = |name: &str| {
            format!(
                "    {name}: {{ allOf: [{{ $ref: '#/components/schemas/A' }}, {{ properties: {{ {name}: {{ type: string }} }} }}] }}\n"
            )
        };
        let base =
            "    A: { type: object, properties: { mode: { type: string } }, discriminator: { propertyName: mode } }\n";
        sent(&format!("{base}{}{}", form("one"), if more.is_empty() { String::new() } else { form(more) }))
    };
    assert_eq!(lines(&base(""), &base("two")), ["additive  `A` in requests of PostA: the form `two` is new"]);
}

#[test]
fn a_union_in_a_union_is_the_union_of_its_variants() {
    let inner = "    I: { oneOf: [{ $ref: '#/components/schemas/one' }, { $ref: '#/components/schemas/two' }], discriminator: { propertyName: mode } }\n";
    let outer = |members: &str| {
        let members: Vec<String> =
            members.split(' ').map(|name| format!("{{ $ref: '#/components/schemas/{name}' }}")).collect();
        let union = format!("    A: {{ oneOf: [{}], discriminator: {{ propertyName: mode }} }}\n", members.join(", "));
        sent(&format!("{union}{inner}{}{}{}", form("one"), form("two"), form("three")))
    };
    assert_eq!(lines(&outer("one two three"), &outer("I three")), NOTHING);
}

#[test]
fn a_tagged_union_requires_no_property_of_an_unknown_variant() {
    let of = |required: &str| {
        let form = |name: &str| {
            format!(
                "    {name}: {{ type: object, required: [{required}], properties: {{ mode: {{ type: string }}, b: {{ type: string }} }} }}\n"
            )
        };
        let union = "    A: { oneOf: [{ $ref: '#/components/schemas/x' }, { $ref: '#/components/schemas/y' }], discriminator: { propertyName: mode } }\n";
        returned(&format!("{union}{}{}", form("x"), form("y")))
    };
    assert_eq!(lines(&of("mode, b"), &of("mode")), NOTHING);
    assert_eq!(lines(&of("mode"), &of("b")), ["additive  `A` in responses of GetA: `mode` may now be missing"]);
}

#[test]
fn an_open_enum_with_other_known_values_is_no_change() {
    let of = |values: &str| format!("{{ anyOf: [{{ type: string }}, {{ type: string, enum: [{values}] }}] }}");
    assert_eq!(request_property(&of("a, b"), &of("a")), NOTHING);
    assert_eq!(response_property(&of("a"), &of("a, b")), NOTHING);
    let of = |values: &str| {
        let formatted = "{ type: string, format: date-time }";
        format!("{{ anyOf: [{formatted}, {{ type: string, enum: [{values}] }}] }}")
    };
    let short = |length: u8| {
        format!("{{ anyOf: [{{ type: string, format: date-time }}, {{ type: string, maxLength: {length} }}] }}")
    };
    assert_eq!(
        request_property(&short(4), &short(3)),
        ["breaking  `A.b` in requests of PostA: the form `string` must now have at most 3 characters instead of 4"]
    );
    assert_eq!(
        request_property(&of("now"), &of("today")),
        [
            "breaking  `A.b` in requests of PostA: the form `string` no longer has the value `now`",
            "additive  `A.b` in requests of PostA: the form `string` has the new value `today`",
        ]
    );
}

#[test]
fn a_union_in_a_union_is_the_union_of_its_variants_without_a_discriminator_too() {
    let form =
        |name: &str| format!("{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}");
    let (p, q, w) = (form("p"), form("q"), form("w"));
    let flat = format!("{{ oneOf: [{p}, {q}, {w}] }}");
    let nested = format!("{{ oneOf: [{p}, {{ oneOf: [{q}, {w}] }}] }}");
    let scalars = [
        "{ oneOf: [{ type: string }, { type: integer }, { type: boolean }] }",
        "{ oneOf: [{ type: string }, { anyOf: [{ type: integer }, { type: boolean }] }] }",
    ];
    for [flat, nested] in [[flat.as_str(), nested.as_str()], scalars] {
        assert_eq!(request_property(flat, nested), NOTHING);
        assert_eq!(request_property(nested, flat), NOTHING);
        assert_eq!(response_property(flat, nested), NOTHING);
    }
}

#[test]
fn a_union_with_a_form_that_allows_all_others_is_that_form() {
    let union =
        "{ type: object, properties: { c: { anyOf: [{ type: string }, { $ref: '#/components/schemas/A' }] } } }";
    for (one, union) in [
        ("{}", "{ anyOf: [{ type: string }, {}] }"),
        ("{}", "{ anyOf: [{ type: object, properties: { c: { type: string } } }, {}] }"),
        ("{ type: number }", "{ oneOf: [{ type: integer }, { type: number }] }"),
        (union, union),
    ] {
        for (old, new) in [(one, union), (union, one)] {
            assert_eq!(request_property(old, new), NOTHING, "{old} {new}");
            assert_eq!(response_property(old, new), NOTHING, "{old} {new}");
        }
    }
    assert_eq!(
        request_property("{ type: number }", "{ oneOf: [{ type: integer }, { type: number, maximum: 1 }] }"),
        ["breaking  `b` was a number and is now one of several forms"]
    );
}

#[test]
fn forms_with_the_same_label_are_equal_in_any_order() {
    let (time, now) = ("{ type: string, format: date-time }", "{ type: string, enum: [now] }");
    let of = |one: &str, other: &str| format!("{{ oneOf: [{one}, {other}] }}");
    assert_eq!(request_property(&of(time, now), &of(now, time)), NOTHING);
    assert_eq!(response_property(&of(time, now), &of(now, time)), NOTHING);
}
