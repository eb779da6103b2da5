/** What other modules may use of common. */
export { type FileLink, registerFileLink } from './file-links.ts'
export { type InspectedFile, inspectFile, inspectPicture } from './inspect-file.ts'
export { dropUnusedFiles } from './drop-unused-files.ts'
export { forgetAnswers } from './forget-answers.ts'
export { sweepFiles } from './sweep-files.ts'
export { keepFile, storeFile } from './store-file.ts'
export { discountLimit } from './discount-limit.ts'
export { type NumberSeries, takeNumbers } from './take-numbers.ts'
