import { type Content, html, type Markup } from '@promptbin/html'
import { copyable } from '../welcome/connect.ts'
import type { Answer, Operation, Parameter } from './api-document.ts'
import { curlExample } from './example.ts'
import { type Field, fieldList, schemaView } from './fields.ts'
import { prose } from './prose.ts'
import { typeOf } from './schema-type.ts'

/** An operation and where it is. */
export interface OperationAt {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

const places = [
  ['path', 'In the address'],
  ['query', 'Query'],
  ['header', 'Headers'],
] as const

const fieldOf = ({ name, schema = {}, required, description }: Parameter): Field => ({
  name,
  schema,
  isRequired: required === true,
  description,
})

function parameterLists({ parameters = [] }: Operation): Content {
  return places.map(([place, name]) => {
    const here = parameters.filter((one) => one.in === place)
    return here.length > 0 && html`<h3>${name}</h3>${fieldList(here.map(fieldOf))}`
  })
}

function bodyView({ requestBody }: Operation): Content {
  const types = Object.entries(requestBody?.content ?? {})
  const [first] = types
  if (first === undefined) return null
  const names = types.map(([type]) => html`<code>${type}</code> `)
  const [, { schema = {} }] = first
  const isFile = types.length > 1
  return html`<h3>Body ${requestBody?.required === false && html`<span class="optional">may be left out</span>`}</h3>
  ${isFile ? html`<p class="fine">The file as it is: ${names}</p>` : schemaView(schema)}`
}

function answerRow([status, { description, content = {} }]: readonly [string, Answer]): Markup {
  const types = Object.entries(content)
  const [, { schema = {} } = {}] = types[0] ?? []
  const isShape = schema.$ref !== undefined
  return html`<li class="answer">
    <p><span class="status">${status === 'default' ? 'else' : status}</span> <span>${prose(description)}</span></p>
    ${
      types.length > 0 &&
      html`<div class="answer-body"><p class="fine">${types.map(([type]) => html`<code>${type}</code> `)}${isShape && typeOf(schema)}</p>${!isShape && schemaView(schema)}</div>`
    }
  </li>`
}

/** One operation: folded to its method, path and purpose, unfolded to everything there is to know. */
export function operationView(at: OperationAt, home: string): Markup {
  const { method, path, operation } = at
  const { operationId = `${method}${path}`, summary = '', description, responses = {} } = operation
  const [good, bad] = [
    Object.entries(responses).filter(([status]) => status < '4'),
    Object.entries(responses).filter(([status]) => status >= '4'),
  ]
  return html`<details class="operation">
  <summary><span class="method method-${method}">${method.toUpperCase()}</span> <code class="path">${path}</code> <span class="operation-summary">${summary}</span></summary>
  <div class="operation-body" id="${operationId}">
    ${description && html`<p>${prose(description)}</p>`}
    ${parameterLists(operation)}
    ${bodyView(operation)}
    <h3>Example</h3>
    ${copyable(`curl-${operationId}`, `Example of ${summary}`, curlExample(home, at))}
    <h3>Answer</h3>
    <ul class="answers">${good.map(answerRow)}</ul>
    ${bad.length > 0 && html`<h3>Failures</h3><ul class="answers">${bad.map(answerRow)}</ul>`}
  </div>
</details>`
}
