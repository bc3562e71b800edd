// A menu under a button: it opens and closes by that, and closes by Escape, by a press elsewhere, and when the focus leaves it.
// A popover does so by itself, but Safari 16 has none.

export function menuOf(button, menu) {
  const show = (open) => {
    menu.hidden = !open;
    button.ariaExpanded = String(open);
  };
  const isWithin = (target) => button.contains(target) || menu.contains(target);

  button.addEventListener('click', () => show(menu.hidden));
  menu.parentElement.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return;
    show(false);
    button.focus();
  });
  addEventListener('pointerdown', ({ target }) => isWithin(target) || show(false));
  addEventListener('focusin', ({ target }) => isWithin(target) || show(false));
}
