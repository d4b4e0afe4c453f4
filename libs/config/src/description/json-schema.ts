import type { Format } from '../formats/format.ts'
import { formats } from '../formats/formats.ts'
import { either, type JsonSchema, nothing } from '../formats/json-schema.ts'
import { sectionAliases } from '../schema.ts'
import { type Setting, settings } from '../settings.ts'
import { FOR_EDITORS } from '../sources/file/config-file.ts'
import { changeInWords } from './change-words.ts'
import { defaultOf } from './default-of.ts'

/**
 * The JSON Schema (draft 2020-12) of a configuration file, for editors. What it refuses is refused
 * when the file is read; what needs more than one key, or a look at the disk, only that finds.
 */
export function jsonSchema(): JsonSchema {
  const single = settings.filter(({ key }) => !key.includes('.'))
  const sections = [...new Set(settings.flatMap(({ key }) => key.split('.').slice(0, -1)))]
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of PromptBin',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      [FOR_EDITORS]: { type: 'string', description: 'This schema, for editors.' },
      ...Object.fromEntries(single.map((setting) => [setting.key, leafSchema(setting)])),
      ...Object.fromEntries(sections.map((section) => [section, sectionSchema(section)])),
      ...Object.fromEntries(
        Object.entries(sectionAliases).map(([alias, section]) => [
          alias,
          {
            $ref: `#/properties/${section}`,
            deprecated: true,
            description: `The older name of ${section}.`,
          },
        ]),
      ),
    },
  }
}

function sectionSchema(section: string): JsonSchema {
  const own = settings.filter(({ key }) => key.startsWith(`${section}.`))
  return {
    type: ['object', 'null'],
    additionalProperties: false,
    properties: Object.fromEntries(
      own.map((setting) => [setting.key.slice(section.length + 1), leafSchema(setting)]),
    ),
  }
}

function leafSchema(setting: Setting): JsonSchema {
  const format: Format<never> = formats[setting.format]
  const accepts = format.expected({}, setting)
  const byDefault = defaultOf(setting)
  return {
    description: `${setting.doc}\n\n${sentence(accepts)}${byDefault && ` Default: ${byDefault}.`} A change ${changeInWords(setting.change)}.`,
    ...either(format.schema(setting), nothing),
  }
}

function sentence(accepts = ''): string {
  return `${accepts.slice(0, 1).toUpperCase()}${accepts.slice(1)}.`
}
