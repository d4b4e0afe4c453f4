import { type Content, html } from '@promptbin/html'
import type { Schema } from './api-document.ts'
import { typeOf } from './schema-type.ts'

/** One field of an object, or one of several parameters. */
export interface Field {
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
  readonly description?: string | undefined
}

/** The parts of shapes nest no deeper than this; what is deeper is told by its type only. */
const maxDepth = 4

/** An object with everything that its parts say. */
function merged(schema: Schema): Schema {
  if (!schema.allOf) return schema
  const parts = schema.allOf.map(merged)
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map(({ properties }) => properties ?? {})),
    required: parts.flatMap(({ required }) => required ?? []),
  }
}

/** The fields of an object; none of anything else. */
export function fieldsOf(schema: Schema): readonly Field[] {
  const { properties = {}, required = [] } = merged(schema)
  return Object.entries(properties).map(([name, of]) => ({
    name,
    schema: of,
    isRequired: required.includes(name),
    description: of.description,
  }))
}

const number = new Intl.NumberFormat('en')

/** How large a value may be; a description tells the length of a text itself. */
function bounds({ minimum, maximum, minItems, maxItems, ...of }: Schema): string {
  const maxLength = of.description === undefined ? of.maxLength : undefined
  const range = (least: number | undefined, most: number | undefined, of: string) => {
    if (most === undefined || most > 2_147_483_647)
      return least ? `at least ${number.format(least)}${of}` : ''
    const told = `${number.format(most)}${of}`
    return least === undefined ? `at most ${told}` : `${number.format(least)} to ${told}`
  }
  const told = [
    range(minimum, maximum, ''),
    range(minItems, maxItems, ' items'),
    range(undefined, maxLength, ' characters'),
  ]
  return told.filter((part) => part !== '').join(', ')
}

/** What is inside a field: the object that it is, that it lists, or each that it may be. */
function inner(schema: Schema): readonly Schema[] {
  if (schema.$ref !== undefined) return []
  if (schema.items) return inner(schema.items)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.flatMap(inner)
  return fieldsOf(schema).length > 0 ? [schema] : []
}

function item({ name, schema, isRequired, ...of }: Field, depth: number): Content {
  // The values of an enumeration stand in its type already.
  const description = schema.enum ? undefined : of.description
  const told = [description, bounds({ ...schema, ...(description && { description }) })]
    .filter(Boolean)
    .join('; ')
  const nested = depth < maxDepth ? inner(schema) : []
  return html`<li class="field-row">
    <p><code class="field-name">${name}</code> <span class="field-type">${typeOf(schema)}</span>${isRequired && html` <span class="required">required</span>`}</p>
    ${told !== '' && html`<p class="fine">${told}</p>`}
    ${nested.map((one) => fieldList(fieldsOf(one), depth + 1))}
  </li>`
}

/** Fields with their types, what they mean, and what is inside them. */
export function fieldList(fields: readonly Field[], depth = 0): Content {
  if (fields.length === 0) return null
  return html`<ul class="field-list">${fields.map((field) => item(field, depth))}</ul>`
}

/** A shape in readable form: what it is, and its fields or those of each that it may be. */
export function schemaView(schema: Schema): Content {
  if (fieldsOf(schema).length > 0) return fieldList(fieldsOf(schema))
  const choices = inner(schema)
  const type = html`<p class="field-type">${typeOf(schema)}</p>`
  if (choices.length === 0) return type
  return html`${schema.items && type}${choices.map((choice) => html`<div class="choice-of">${fieldList(fieldsOf(choice))}</div>`)}`
}
