/** A prompt as the plain recipe registers it. */
export interface RecipePrompt {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly text: string
}
