using Microsoft.AspNetCore.Http;

namespace MiyagiSensing.Api.Problems;

/// <summary>For paths without query parameters: refuses those that come all the same, like <see cref="QueryText"/> elsewhere.</summary>
internal sealed class NoParametersFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var query = new QueryText(context.HttpContext.Request.Query);
        return query.IsValid ? next(context) : ValueTask.FromResult<object?>(query.ToProblem());
    }
}
