const shelf = 'wasl.pay.language'

/** Remembers that this visitor chose a language; until then the page speaks the customer's. */
export const keepLanguage = () => sessionStorage.setItem(shelf, 'chosen')

/** Whether the visitor, or the customer's record on the first visit, has decided. */
export const languageIsChosen = (): boolean => sessionStorage.getItem(shelf) !== null
