namespace MiyagiSensing.Dashboard.Access;

/// <summary>Where to go after a sign-in: only ever within this site.</summary>
internal static class ReturnPath
{
    /// <summary>The wished path when it is one of ours, else <c>/</c>. Browsers read <c>//</c> and <c>/\</c> as another site.</summary>
    public static string Safe(string? wished) =>
        wished is ['/', ..] and not ['/', '/' or '\\', ..] && !wished.AsSpan().ContainsAnyInRange('\0', '\x1f') ? wished : "/";
}
