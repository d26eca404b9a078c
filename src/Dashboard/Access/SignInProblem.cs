namespace MiyagiSensing.Dashboard.Access;

/// <summary>Why a sign-in did not happen, as the sign-in page's <c>problem</c> query parameter has it.</summary>
internal static class SignInProblem
{
    /// <summary>Name or password is wrong; which one is not told.</summary>
    public const string Wrong = "wrong";

    /// <summary>Too many failed tries; the person has to wait.</summary>
    public const string Wait = "wait";
}
