import { html, type Markup } from '@promptbin/html'
import { page, type Site } from '../frame/page.ts'
import type { ApiDocument, Schema } from './api-document.ts'
import { schemaView } from './fields.ts'
import { type OperationAt, operationView } from './operation-view.ts'
import { prose } from './prose.ts'
import { shapeAnchor } from './schema-type.ts'

/** A group of operations with its name. */
interface Group {
  readonly name: string
  readonly description: string
  readonly operations: readonly OperationAt[]
}

function groupsOf({ paths, tags = [] }: ApiDocument): readonly Group[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  return tags.map(({ name, description = '' }) => ({
    name,
    description,
    operations: all.filter(({ operation }) => operation.tags?.includes(name)),
  }))
}

const titleOf = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function contents(groups: readonly Group[]): Markup {
  return html`<nav class="docs-nav" aria-label="Contents"><ul>${groups.map(
    ({ name, operations }) =>
      html`<li><a class="filter" href="#${name}"><span class="filter-name">${titleOf(name)}</span><span class="filter-count">${operations.length}</span></a></li>`,
  )}<li><a class="filter" href="#shapes"><span class="filter-name">Shapes</span></a></li></ul></nav>`
}

function groupView({ name, description, operations }: Group, home: string): Markup {
  return html`<section class="docs-group" aria-labelledby="${name}">
  <h2 id="${name}">${titleOf(name)}</h2>
  <p class="fine">${prose(description)}</p>
  <div class="card operations">${operations.map((at) => operationView(at, home))}</div>
</section>`
}

function shapeView([name, schema]: readonly [string, Schema]): Markup {
  return html`<details class="operation">
  <summary><code class="path">${name}</code></summary>
  <div class="operation-body" id="${shapeAnchor(name)}">${schema.description && html`<p>${prose(schema.description)}</p>`}${schemaView(schema)}</div>
</details>`
}

/** The reference of the REST API. `home` is the address of this server, for the examples. */
export function docsPage(site: Site, document: ApiDocument, home: string): Markup {
  const { info, components } = document
  const groups = groupsOf(document)
  const shapes = Object.entries(components?.schemas ?? {})
  const body = html`<div class="page-head">
  <h1>REST API</h1>
  <p class="lead">${prose(info.description ?? '')}</p>
  <p class="actions"><a class="button button-small" href="/openapi.json">openapi.json</a> <span class="fine">OpenAPI 3.1, version ${info.version}</span></p>
</div>
<div class="docs">
  ${contents(groups)}
  <div class="docs-main">
    ${groups.map((group) => groupView(group, home))}
    <section class="docs-group" aria-labelledby="shapes"><h2 id="shapes">Shapes</h2><p class="fine">What bodies and answers are made of.</p><div class="card operations">${shapes.map(shapeView)}</div></section>
  </div>
</div>`
  return page(site, { title: 'REST API', body, current: 'docs' })
}
