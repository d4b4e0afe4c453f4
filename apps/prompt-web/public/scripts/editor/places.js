import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, MatchDecorator, ViewPlugin } from '@codemirror/view'

/** How the library finds places, see libs/prompts. */
const place =
  /\{\{[ \t]*(?:>[ \t]*([a-z0-9-]+(?:@[a-z0-9._-]+)?)|([A-Za-z_][A-Za-z0-9_]*))[ \t]*\}\}/g

/** Tells an editor which names are declared. */
export const declareNames = StateEffect.define()

const declaredNames = StateField.define({
  create: () => new Set(),
  update: (names, { effects }) => effects.find((effect) => effect.is(declareNames))?.value ?? names,
})

const mark = (className) => Decoration.mark({ class: className })
const marks = {
  include: mark('cm-include'),
  declared: mark('cm-declared'),
  undeclared: mark('cm-undeclared'),
}

function kindOf([, include, name], view) {
  if (include) return marks.include
  return view.state.field(declaredNames).has(name) ? marks.declared : marks.undeclared
}

const decorator = new MatchDecorator({
  regexp: place,
  decoration: (match, view) => kindOf(match, view),
})

class Places {
  constructor(view) {
    this.decorations = decorator.createDeco(view)
  }

  update(update) {
    const isNew = update.transactions.some(({ effects }) =>
      effects.some((effect) => effect.is(declareNames)),
    )
    this.decorations = isNew
      ? decorator.createDeco(update.view)
      : decorator.updateDeco(update, this.decorations)
  }
}

const plugin = ViewPlugin.fromClass(Places, { decorations: ({ decorations }) => decorations })

/** Makes places stand out: of declared variables, of names that nobody declared, and of includes. */
export const placesInText = [declaredNames, plugin]

/** Puts marks where the checks found something; ranges that are not in the text are left out. */
export const setFindings = StateEffect.define()

function marksOf(findings, length) {
  const ranges = findings
    .filter(({ from, to }) => from < to && to <= length)
    .map(({ from, to, severity, message }) =>
      Decoration.mark({
        class: `cm-finding cm-finding-${severity}`,
        attributes: { title: message },
      }).range(from, to),
    )
  return Decoration.set(ranges, true)
}

export const findingsInText = StateField.define({
  create: () => Decoration.none,
  update: (decorations, { changes, effects, newDoc }) => {
    const found = effects.find((effect) => effect.is(setFindings))
    return found ? marksOf(found.value, newDoc.length) : decorations.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})
