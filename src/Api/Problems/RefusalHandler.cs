using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace MiyagiSensing.Api.Problems;

/// <summary>
/// Answers refused API requests itself, so that the cookie scheme is never asked and can't redirect them to the sign-in page. Everything
/// else is left to ASP.NET Core.
/// </summary>
internal sealed class RefusalHandler : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || context.GetEndpoint()?.Metadata.GetMetadata<RefusedAsProblem>() is null)
        {
            return _default.HandleAsync(next, context, policy, authorizeResult);
        }

        var problem = authorizeResult.Challenged ? ApiProblems.SignInRequired() : ApiProblems.Forbidden();
        return problem.ExecuteAsync(context);
    }
}
