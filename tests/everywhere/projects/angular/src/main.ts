import { Component, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { contactsFrom, failure } from '../contacts.js';

@Component({ selector: 'app-root', template: '<output>{{ shown() }}</output>' })
class App {
  shown = signal('');

  constructor() {
    const api = new URLSearchParams(location.search).get('api') ?? '';
    contactsFrom(api)
      .catch(failure)
      .then((outcome) => this.shown.set(JSON.stringify(outcome)));
  }
}

bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
