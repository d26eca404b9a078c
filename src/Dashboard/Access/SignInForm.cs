namespace MiyagiSensing.Dashboard.Access;

/// <summary>What the sign-in page sends.</summary>
internal sealed class SignInForm
{
    public string Name { get; init; } = "";

    public string Password { get; init; } = "";

    public string? ReturnUrl { get; init; }
}
