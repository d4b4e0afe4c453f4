/** The tools that there are, as `tools/list` has them; any other name is what somebody made up. */
export const toolNames = ['search_prompts', 'get_prompt', 'render_prompt', 'save_prompt'] as const
