import { type Content, html, type Markup } from '@promptbin/html'
import { described, fieldFault } from '../field.ts'
import {
  blankPart,
  type FieldFaults,
  type PartKind,
  type PartValues,
  partKinds,
} from '../form-values.ts'
import { rowButtons } from './row-buttons.ts'

/** As long as one text may be, in characters. */
const maxTextLength = 524_288

/** The pictures that a prompt may hold; SVG can carry scripts. */
const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** A part in its place in the form. */
export interface PlacedPart {
  readonly message: number
  readonly index: number
  readonly count: number
  readonly part: PartValues
  readonly faults: FieldFaults
}

const nameOf = ({ message, index }: PlacedPart, field: string) =>
  `messages.${message}.parts.${index}.${field}`

/** What people call a part; most messages have only one. */
const calledOf = ({ message, index }: PlacedPart) =>
  `message ${message + 1}${index > 0 ? `, part ${index + 1}` : ''}`

function textArea(placed: PlacedPart, label: string, rows: number, className: string): Markup {
  const name = nameOf(placed, 'text')
  return html`<textarea class="${className}" name="${name}" id="${name}" rows="${rows}" maxlength="${maxTextLength}" spellcheck="true" aria-label="${label} ${calledOf(placed)}"${described(name, placed.faults, 'text-hint')}>
${placed.part.text}</textarea>${fieldFault(name, placed.faults)}`
}

function picture({ mimeType, data }: PartValues, called: string): Content {
  // The type comes from a form, and only a picture is shown as one.
  if (data === '' || !imageTypes.includes(mimeType)) return null
  return html`<img src="data:${mimeType};base64,${data}" alt="Picture of ${called}">`
}

function imageFields(placed: PlacedPart): Markup {
  const { part, faults } = placed
  const name = nameOf(placed, 'data')
  const hidden = (field: 'mimeType' | 'data') =>
    html`<input type="hidden" name="${nameOf(placed, field)}" value="${part[field]}" data-${field.toLowerCase()}>`
  return html`${hidden('mimeType')}${hidden('data')}
    <div class="picture">${picture(part, calledOf(placed))}</div>
    <label class="needs-script">${part.data === '' ? 'Choose a picture' : 'Choose another picture'} <span class="hint">PNG, JPEG, GIF or WebP, up to 650 KB</span>
    <input type="file" id="${name}" accept="${imageTypes.join(',')}" data-picture${described(name, faults)}></label>
    <p class="needs-no-script hint">Choosing a picture needs JavaScript.</p>
    ${fieldFault(name, faults)}`
}

function resourceFields(placed: PlacedPart): Markup {
  const { part, faults } = placed
  const line = (field: 'uri' | 'mimeType', label: string, placeholder: string) => {
    const name = nameOf(placed, field)
    return html`<div class="field"><label for="${name}">${label}</label><input class="mono" type="text" id="${name}" name="${name}" value="${part[field]}" placeholder="${placeholder}" autocomplete="off" spellcheck="false"${described(name, faults)}>${fieldFault(name, faults)}</div>`
  }
  return html`<div class="resource-fields">${line('uri', 'Address', 'file:///notes.md')}${line('mimeType', 'Type', 'text/markdown')}</div>
    <div class="field"><label for="${nameOf(placed, 'text')}">Text</label>${textArea(placed, 'Text of the resource in', 2, 'resource-embedded')}
    <p class="hint">With a text that is sent along, without one only the address is.</p></div>`
}

const kindNames: Readonly<Record<PartKind, string>> = {
  text: 'Text',
  image: 'Picture',
  resource: 'Resource',
}

function fieldsOf(placed: PlacedPart): Content {
  const { kind } = placed.part
  if (kind === 'image') return imageFields(placed)
  if (kind === 'resource') return resourceFields(placed)
  return textArea(placed, 'Text of', 10, 'text')
}

/** One part of a message: a text, a picture, or something that stands elsewhere. */
export function partFields(placed: PlacedPart): Markup {
  const { message, index, count, part } = placed
  const row = `messages.${message}.parts.${index}`
  return html`<div class="part ${part.kind}-part" data-row="${row}">
    <input type="hidden" name="${row}.kind" value="${part.kind}">
    <div class="part-bar"><span class="part-kind">${kindNames[part.kind]}</span>${rowButtons({ row, called: `part ${index + 1}`, index, count })}</div>
    ${fieldsOf(placed)}
  </div>`
}

/** Empty parts for scripts to add; they get their own numbers when they are. */
export function blankParts(): Content {
  const blank = { message: 999, count: 1, faults: new Map() }
  return partKinds.map(
    (kind, index) =>
      html`<template data-blank="${kind}">${partFields({ ...blank, index, part: blankPart(kind) })}</template>`,
  )
}
