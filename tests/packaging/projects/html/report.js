// Tells the server what the app shows, for a browser that nothing drives.

const output = document.querySelector('output');
new MutationObserver(() => navigator.sendBeacon('/shown', output.textContent)).observe(output, {
  childList: true,
});
