// biome-ignore-all lint/suspicious/noTemplateCurlyInString: other languages write so.
import fc from 'fast-check'

/** What people keep in prompts that is full of braces and means something else by them. */
export const foreignTexts: Readonly<Record<string, string>> = {
  'GitHub Actions':
    'env:\n  TOKEN: ${{ secrets.TOKEN }}\n  SHA: ${{github.sha}}\nif: ${{ always() && !cancelled() }}\n',
  Jinja:
    "{% for item in items %}{{ item.name | upper }}{# {{ note }} #}{% endfor %}{{ '{{' }}{%- raw -%}{{ x }}{%- endraw -%}",
  Handlebars:
    '{{#each people}}{{this.name}}{{else}}{{{raw}}}{{/each}}{{> (partial) }}{{>partial_one}}{{!-- {{x}} --}}{{~#if a~}}{{&b}}',
  Mustache: '{{=<% %>=}}<% name %>{{#list}}{{.}}{{/list}}{{^none}}-{{/none}}',
  LaTeX:
    '\\newcommand{\\norm}[1]{\\left\\lVert#1\\right\\rVert}$e^{{\\Omega}rel}$\\frac{{a}}{{b}}\\textbf{{{x}}}',
  JSON: '{"a":{"b":{"c":{}}},"d":[{"e":{}}],"f":"{{not}}","g":{"h":{"i":"{{{}}}"}}}',
  JavaScript: 'const f = ({ a: { b } }) => ({ ...{ c: `${{ d: 1 }.d}` } }); if (a) {{ b() }}',
  Rust: 'println!("{{}} {:?} {{literal}}", Foo { bar: Baz {} });',
  Python: 'f"{{escaped}} {value!r:>{width}}" + "{}".format({**{}})',
  Go: '{{ define "T" }}{{ .Name }}{{ end }}{{ template "T" . }}{{- range $i, $e := .Items -}}',
  Vue: '<p :style="{ color: c }">{{ message.split("").reverse().join("") }}</p>',
  'braces alone':
    '{{{{ }}}} {{{{raw}}}} {{{ {{ }} {{}} {{ }} }}{{ {}{} {{1}} {{-a}} {{a b}} {{a-b}}',
  'broken places':
    '{{\nname\n}} { {name} } {{name} {name}} {{ná}} {{name\u00a0}} {{ > }} {{>}} {{> A}}',
  'replacement patterns': "$& $1 $$ $` $' $<name> \\1 \\$&",
  'line ends': 'a\r\nb\rc\u2028d\u2029e\u0085f\n\n',
  'beyond the plane': '👩‍👩‍👧 𝔘𝔫𝔦 \u{e0041}\ufeff \u202eabc\u202c é e\u0301',
}

/** Names that an object has without anybody putting them there, and ordinary ones. */
export const variableName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'a', 'b'),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/),
)

/** Any UTF-16 units at all, half surrogate pairs among them. */
export const anyUnits = fc
  .array(fc.oneof(fc.nat({ max: 0xffff }), fc.nat({ max: 0x24f })), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units))

/** Text in which braces, names, includes and what other languages write are as likely as anything. */
export const text = fc
  .array(
    fc.oneof(
      fc.string(),
      anyUnits,
      fc.constantFrom('{', '}', '{{', '}}', '{{> a}}', '{{> b@2}}', '$&', "$'", '$1', '\n', ' '),
      variableName.map((name) => `{{${name}}}`),
      variableName.map((name) => `{{ \t${name} }}`),
      fc.constantFrom(...Object.values(foreignTexts)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** An object whose own properties have these names; assignment would miss `__proto__`. */
export function own(names: readonly string[], value: unknown): Record<string, unknown> {
  return JSON.parse(
    `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
  )
}
