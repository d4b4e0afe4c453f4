import { type Content, html } from '@promptbin/html'
import type { Schema } from './api-document.ts'

const shapePath = '#/components/schemas/'

/** The name of a shape that a schema refers to. */
export function shapeName({ $ref }: Schema): string | undefined {
  return $ref?.startsWith(shapePath) ? $ref.slice(shapePath.length) : undefined
}

/** Where a shape is described on the page. */
export function shapeAnchor(name: string): string {
  return `shape-${name}`
}

const isNull = ({ type, const: constant }: Schema) => type === 'null' || constant === null

function anyOf(schemas: readonly Schema[]): Content {
  return schemas.map((schema, at) => html`${at > 0 && ' or '}${typeOf(schema)}`)
}

function values(all: readonly unknown[]): Content {
  return all.map((value, at) => html`${at > 0 && ' | '}<code>${JSON.stringify(value)}</code>`)
}

function simple({ type, format }: Schema): string {
  const name = [type].flat().filter(Boolean).join(' or ') || 'anything'
  return format === undefined ? name : `${name} (${format})`
}

/** What a value is, in words: "list of Label", "string or null"; shapes lead to where they are described. */
export function typeOf(schema: Schema): Content {
  const name = shapeName(schema)
  if (name !== undefined) return html`<a href="#${shapeAnchor(name)}">${name}</a>`
  if (schema.enum) return values(schema.enum)
  if (schema.const !== undefined) return values([schema.const])
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return anyOf([...choices.filter((one) => !isNull(one)), ...choices.filter(isNull)])
  if (schema.type === 'array' && schema.items) return html`list of ${typeOf(schema.items)}`
  return schema.allOf ? 'object' : simple(schema)
}
