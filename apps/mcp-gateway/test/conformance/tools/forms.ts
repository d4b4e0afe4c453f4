type Form = Readonly<Record<string, object>>

/** The body of a form that asks for these fields. */
export const form = (message: string, properties: Form, required = Object.keys(properties)) => ({
  message,
  requestedSchema: { type: 'object' as const, properties, required },
})

/** A field for each simple kind, with what it holds to begin with (SEP-1034). */
export const fieldsWithDefaults: Form = {
  name: { type: 'string', description: 'User name', default: 'John Doe' },
  age: { type: 'integer', description: 'User age', default: 30 },
  score: { type: 'number', description: 'User score', default: 95.5 },
  status: {
    type: 'string',
    description: 'User status',
    enum: ['active', 'inactive', 'pending'],
    default: 'active',
  },
  verified: { type: 'boolean', description: 'Verification status', default: true },
}

const options = ['option1', 'option2', 'option3']

const titled = (...titles: string[]) =>
  titles.map((title, index) => ({ const: `value${index + 1}`, title }))

/** A field for each kind of choice (SEP-1330). */
export const fieldsOfChoice: Form = {
  untitledSingle: { type: 'string', enum: options },
  titledSingle: { type: 'string', oneOf: titled('First Option', 'Second Option', 'Third Option') },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
  titledMulti: {
    type: 'array',
    items: { anyOf: titled('First Choice', 'Second Choice', 'Third Choice') },
  },
}
