/** The id of the company's own set of rules. Not from the engine's index, which would bring the whole engine into the page. */
export const HOUSE = 'house';
