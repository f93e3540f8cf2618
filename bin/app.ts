import { mangaAssistApp } from '../examples/manga-assist/manga-assist-app';

mangaAssistApp().synth();
