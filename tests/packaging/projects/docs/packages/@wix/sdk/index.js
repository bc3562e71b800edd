/** As much of it as the docs show. */
export const createClient = ({ host, auth }) => ({
  async fetchWithAuth(url, init) {
    const { headers } = await auth.getAuthHeaders(host);
    return fetch(url, { ...init, headers: { ...init.headers, ...headers } });
  },
});
