/** The connection this browser tab works with, and the `api` every page calls. */
import { reactive } from 'vue'
import { type Connection, createApi } from './api.ts'

export const connection: Connection = reactive({
  language: 'en',
  csrf_token: null,
  organization: null,
  is_attended: () => true,
  sign_in_again: async () => false,
})

export const api = createApi(connection)
