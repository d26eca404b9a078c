using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MiyagiSensing.Api.Problems;

/// <summary>The errors of the API as problem+json (RFC 9457).</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult NotFound(string detail) =>
        TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "Not found", detail: detail);

    public static ProblemHttpResult Unavailable(string detail) =>
        TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Unavailable", detail: detail);

    public static ProblemHttpResult SignInRequired() => TypedResults.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: "Sign-in required", detail: "Sign in on the dashboard, then send its cookie with the request.");

    public static ProblemHttpResult Forbidden() => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: "Forbidden", detail: "The account has no role that allows this; ask an administrator for one.");
}
