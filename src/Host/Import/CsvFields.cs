using System.Text;

namespace MiyagiSensing.Host.Import;

/// <summary>Cuts a record into fields by RFC 4180: quoted ones may hold delimiters and line ends, and two quotes for one.</summary>
internal static class CsvFields
{
    /// <summary>The fields, without their quotes; those without quotes also without blanks around. False with the reason when a quote is not closed or something follows it.</summary>
    public static bool TrySplit(string record, char delimiter, List<string> fields, out string fault)
    {
        fields.Clear();
        fault = "";
        for (var at = 0; ;)
        {
            if (at < record.Length && record[at] == '"')
            {
                if (!TryReadQuoted(record, ref at, fields, out fault))
                {
                    return false;
                }

                if (at < record.Length && record[at] != delimiter)
                {
                    fault = $"field {fields.Count} goes on after its closing quote; double the quotes within it";
                    return false;
                }
            }
            else
            {
                var end = record.IndexOf(delimiter, at);
                end = end < 0 ? record.Length : end;
                fields.Add(record.AsSpan(at, end - at).Trim().ToString());
                at = end;
            }

            if (at >= record.Length)
            {
                return true;
            }

            at++;
        }
    }

    private static bool TryReadQuoted(string record, ref int at, List<string> fields, out string fault)
    {
        StringBuilder? text = null;
        for (var from = at + 1; ;)
        {
            var quote = record.IndexOf('"', from);
            if (quote < 0)
            {
                fault = $"the quote of field {fields.Count + 1} is not closed; close it, or double it if it belongs to the text";
                return false;
            }

            if (quote + 1 < record.Length && record[quote + 1] == '"')
            {
                text = (text ?? new StringBuilder()).Append(record, from, quote + 1 - from);
                from = quote + 2;
                continue;
            }

            fields.Add(text is null ? record[from..quote] : text.Append(record, from, quote - from).ToString());
            (at, fault) = (quote + 1, "");
            return true;
        }
    }
}
