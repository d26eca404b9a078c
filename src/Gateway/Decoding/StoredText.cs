namespace MiyagiSensing.Gateway.Decoding;

/// <summary>Free text of a device, fit to be stored and shown.</summary>
internal static class StoredText
{
    /// <summary>
    /// At most <paramref name="maxLength"/> characters, control characters replaced (PostgreSQL's jsonb refuses U+0000, and one such text would hold up the journal). Half a surrogate pair is no harm: JSON is written with U+FFFD in its place.
    /// </summary>
    public static string Clean(string text, int maxLength) => string.Create(Math.Min(text.Length, maxLength), text, (target, source) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = char.IsControl(source[i]) ? '·' : source[i];
        }
    });
}
