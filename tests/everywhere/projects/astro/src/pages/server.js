import { contactsFrom } from '../../contacts.js';

export const GET = async ({ url }) => Response.json(await contactsFrom(url.searchParams.get('api')));
