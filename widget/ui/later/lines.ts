/** Icons that the first screen does not show. */
export const fileLines = 'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8l-5-5zm0 0v5h5'
export const downloadLines = 'M12 4v11m0 0-4.5-4.5M12 15l4.5-4.5M5 20h14'
export const moreLines = 'M6 12h.01M12 12h.01M18 12h.01'
export const starLines = 'm12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8L12 3.5z'
