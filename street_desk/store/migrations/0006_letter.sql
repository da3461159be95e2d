-- The number under which an office sends the letter that asks for the year's funds, 某街办〔2026〕12号.
ALTER TABLE office ADD COLUMN letter_number TEXT;
