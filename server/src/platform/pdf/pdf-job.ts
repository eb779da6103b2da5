/** What the PDF printer and its child processes say to each other. */
export interface PdfJob {
  /** Path of the Typst template inside the printer's workspace. */
  readonly template: string
  /** Handed to the template as JSON in `sys.inputs.data`, never as source text. */
  readonly data: unknown
}

/** Either the document, or what is wrong with the template or its data. */
export type PdfAnswer =
  | { readonly pdf: Uint8Array; readonly problems?: undefined }
  | { readonly pdf?: undefined; readonly problems: readonly string[] }

export interface PdfChildSettings {
  /** The folder no template can read beyond. */
  readonly workspace: string
  readonly fontFolders: readonly string[]
}
