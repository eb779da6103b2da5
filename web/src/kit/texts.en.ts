/** The kit's texts in English; other languages must have the same keys. */
export const en = {
  unsaved: {
    title: 'Leave without saving?',
    detail: 'What you have entered on this page will be lost.',
    leave: 'Leave page',
  },
  problem: {
    retry: 'Try again',
    unreachable: {
      title: 'Kontor cannot be reached.',
      advice: 'Check your connection and try again. Nothing you entered is lost.',
    },
    unreadable: {
      title: 'The answer could not be read.',
      advice: 'Try again. If it stays, tell your administrator.',
    },
    failed: {
      title: 'Something went wrong.',
      advice: 'This is not your fault. If it stays after another try, please report it.',
    },
    advice_403: 'Ask an administrator of this organization for the permission.',
    advice_404: 'It may have been deleted, or it belongs to another organization.',
    advice_413: 'Choose a smaller file or send less at once.',
    advice_429: 'Wait a moment, then try again.',
  },
}
