"""Everything below the questions: settings, words, tables, the importer and the engine."""
